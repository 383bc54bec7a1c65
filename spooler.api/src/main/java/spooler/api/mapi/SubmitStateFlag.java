package spooler.api.mapi;

/** State of a message in the outgoing queue (PR_SUBMIT_FLAGS). */
public enum SubmitStateFlag implements Bit {
  /** The spooler holds it. SUBMITFLAG_LOCKED. */
  LOCKED(0x00000001),

  /** It waits for a preprocessor. SUBMITFLAG_PREPROCESS. */
  PREPROCESS(0x00000002);

  private final int bit;

  SubmitStateFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
