package spooler.api.mapi;

/** How IXPProvider::Shutdown is meant. */
public enum ShutdownFlag implements Bit {
  /** DEINIT_NORMAL. */
  NORMAL(0x00000001),

  /** DEINIT_HURRY. */
  HURRY(0x80000000);

  private final int bit;

  ShutdownFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
