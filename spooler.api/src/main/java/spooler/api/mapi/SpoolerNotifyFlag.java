package spooler.api.mapi;

/** The numbers of what a provider tells the spooler (SpoolerNotify). */
public enum SpoolerNotifyFlag implements Bit {
  /** NOTIFY_NEWMAIL. */
  NEWMAIL(0x00000001),

  /** NOTIFY_READYTOSEND. */
  READYTOSEND(0x00000002),

  /** NOTIFY_SENTDEFERRED. */
  SENTDEFERRED(0x00000004),

  /** NOTIFY_CRITSEC. */
  CRITSEC(0x00001000),

  /** NOTIFY_NONCRIT. */
  NONCRIT(0x00002000),

  /** NOTIFY_CONFIG_CHANGE. */
  CONFIG_CHANGE(0x00004000),

  /** NOTIFY_CRITICAL_ERROR. */
  CRITICAL_ERROR(0x10000000),

  /** NOTIFY_NEWMAIL_RECEIVED: tightly coupled stores. */
  NEWMAIL_RECEIVED(0x20000000);

  private final int bit;

  SpoolerNotifyFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
