package spooler.api.mapi;

/** What ExpandRecips found out about a message. */
public enum ExpandFlag implements Bit {
  /** NEEDS_PREPROCESSING. */
  NEEDS_PREPROCESSING(0x00000001),

  /** NEEDS_SPOOLER. */
  NEEDS_SPOOLER(0x00000002);

  private final int bit;

  ExpandFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
