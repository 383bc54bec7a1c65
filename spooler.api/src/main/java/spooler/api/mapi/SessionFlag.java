package spooler.api.mapi;

/** How a session is logged on (MAPILogonEx). */
public enum SessionFlag implements Bit {
  /** Fetch everything before the logon returns. MAPI_FORCE_DOWNLOAD. */
  FORCE_DOWNLOAD(0x00001000),

  /** The spooler never hears of this session. MAPI_NO_MAIL. */
  NO_MAIL(0x00008000);

  private final int bit;

  SessionFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
