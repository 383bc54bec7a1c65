package spooler.api.mapi;

/** What EndMessage answers about the message in hand (END_x). */
public enum EndResult implements Bit {
  /** The transport has done what it could for it: sent, or settled recipient by recipient. */
  SENT(0),

  /** Start this message over at once; the spooler caps the repeats. END_RESEND_NOW. */
  RESEND_NOW(0x00010000),

  /** Not sent, no error, call again in a later cycle. END_RESEND_LATER. */
  RESEND_LATER(0x00020000),

  /**
   * The transport has what it needs: the message is deferred until SentDeferred. END_DONT_RESEND.
   */
  DONT_RESEND(0x00040000);

  private final int bit;

  EndResult(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
