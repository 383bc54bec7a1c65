package spooler.api.mapi;

/** State of a message (PR_MESSAGE_FLAGS). */
public enum MessageFlag implements Bit {
  /** MSGFLAG_READ. */
  READ(0x00000001),

  /** MSGFLAG_UNMODIFIED. */
  UNMODIFIED(0x00000002),

  /** MSGFLAG_SUBMIT. */
  SUBMIT(0x00000004),

  /** MSGFLAG_UNSENT. */
  UNSENT(0x00000008),

  /** MSGFLAG_HASATTACH. */
  HASATTACH(0x00000010),

  /** MSGFLAG_FROMME. */
  FROMME(0x00000020),

  /** MSGFLAG_ASSOCIATED. */
  ASSOCIATED(0x00000040),

  /** MSGFLAG_RESEND. */
  RESEND(0x00000080),

  /** MSGFLAG_RN_PENDING. */
  RN_PENDING(0x00000100),

  /** MSGFLAG_NRN_PENDING. */
  NRN_PENDING(0x00000200);

  private final int bit;

  MessageFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
