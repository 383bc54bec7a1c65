package spooler.api.mapi;

/** How a recipient is addressed (PR_RECIPIENT_TYPE). */
public enum RecipientType implements Bit {
  /** Primary recipient. MAPI_TO. */
  TO(1),

  /** Copy. MAPI_CC. */
  CC(2),

  /** Blind copy. MAPI_BCC. */
  BCC(3),

  /** Needs a resend. MAPI_P1. */
  P1(0x10000000),

  /** Has its copy already. MAPI_SUBMITTED. */
  SUBMITTED(0x80000000);

  private final int bit;

  RecipientType(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
