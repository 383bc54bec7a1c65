package spooler.api.mapi;

/** How OpenStatusEntry opens. */
public enum StatusEntryFlag implements Bit {
  /** Ask for write access; a read-only object is a legal answer (R18). MAPI_MODIFY. */
  MODIFY(0x00000001);

  private final int bit;

  StatusEntryFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
