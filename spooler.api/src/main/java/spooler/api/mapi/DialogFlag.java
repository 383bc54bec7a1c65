package spooler.api.mapi;

/** How SettingsDialog opens. */
public enum DialogFlag implements Bit {
  /** UI_READONLY, advisory. */
  READONLY(0x00000001);

  private final int bit;

  DialogFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
