package spooler.api.mapi;

/** What SubmitMessage is told about the message. */
public enum SubmitFlag implements Bit {
  /** It was deferred before, with the same id. BEGIN_DEFERRED. */
  BEGIN_DEFERRED(0x00000001);

  private final int bit;

  SubmitFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
