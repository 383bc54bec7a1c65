package spooler.api.mapi;

/** What a logon asks of the spooler (TransportLogon's output flags). */
public enum LogonOption implements Bit {
  /** Please call idle when there is nothing to do. LOGON_SP_IDLE. */
  IDLE(0x00010000),

  /** Please call poll. LOGON_SP_POLL. */
  POLL(0x00020000),

  /** Resolve all recipients to full addresses first. LOGON_SP_RESOLVE. */
  RESOLVE(0x00040000);

  private final int bit;

  LogonOption(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
