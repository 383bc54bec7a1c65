package spooler.api.mapi;

/** What an entry id opens (PR_OBJECT_TYPE). */
public enum ObjectType {
  /** MAPI_STORE. */
  STORE(0x1),

  /** MAPI_FOLDER. */
  FOLDER(0x3),

  /** MAPI_MESSAGE. */
  MESSAGE(0x5),

  /** MAPI_MAILUSER. */
  MAILUSER(0x6),

  /** Every row of the status table. MAPI_STATUS. */
  STATUS(0xA),

  /** MAPI_SESSION. */
  SESSION(0xB);

  private final int value;

  ObjectType(int value) {
    this.value = value;
  }

  /** The value the MAPI headers give it. */
  public int value() {
    return value;
  }
}
