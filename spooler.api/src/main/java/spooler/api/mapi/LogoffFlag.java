package spooler.api.mapi;

/** How TransportLogoff is meant. */
public enum LogoffFlag implements Bit {
  /** LOGOFF_NORMAL. */
  NORMAL(0x00000001),

  /** LOGOFF_HURRY. */
  HURRY(0x80000000);

  private final int bit;

  LogoffFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
