package spooler.api.mapi;

/** How ModifyStatusRow treats the row. */
public enum StatusRowFlag implements Bit {
  /** Merge into the existing row. STATUSROW_UPDATE. */
  UPDATE(0x10000000);

  private final int bit;

  StatusRowFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
