package spooler.api.mapi;

/** State of a message in a contents table (PR_MSG_STATUS). */
public enum MessageStatus implements Bit {
  /** MSGSTATUS_HIGHLIGHTED. */
  HIGHLIGHTED(0x00000001),

  /** MSGSTATUS_TAGGED. */
  TAGGED(0x00000002),

  /** MSGSTATUS_HIDDEN. */
  HIDDEN(0x00000004),

  /** MSGSTATUS_DELMARKED. */
  DELMARKED(0x00000008),

  /** MSGSTATUS_REMOTE_DOWNLOAD. */
  REMOTE_DOWNLOAD(0x00001000),

  /** MSGSTATUS_REMOTE_DELETE. */
  REMOTE_DELETE(0x00002000);

  private final int bit;

  MessageStatus(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
