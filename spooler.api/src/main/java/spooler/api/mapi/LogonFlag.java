package spooler.api.mapi;

/** What TransportLogon is told (input flags). */
public enum LogonFlag implements Bit {
  /** Never wait for a user. LOGON_NO_DIALOG. */
  NO_DIALOG(0x00000001),

  /** Offline: no external connection. LOGON_NO_CONNECT. */
  NO_CONNECT(0x00000004),

  /** Inbound is not begun yet. LOGON_NO_INBOUND. */
  NO_INBOUND(0x00000008),

  /** Outbound is not begun yet. LOGON_NO_OUTBOUND. */
  NO_OUTBOUND(0x00000010),

  /** String width in C; means nothing here. MAPI_UNICODE. */
  UNICODE(0x80000000);

  private final int bit;

  LogonFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
