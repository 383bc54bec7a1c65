package spooler.api.mapi;

/** Whom an option is for (RegisterOptions). */
public enum OptionType implements Bit {
  /** OPTION_TYPE_RECIPIENT. */
  RECIPIENT(0x00000001),

  /** OPTION_TYPE_MESSAGE. */
  MESSAGE(0x00000002);

  private final int bit;

  OptionType(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
