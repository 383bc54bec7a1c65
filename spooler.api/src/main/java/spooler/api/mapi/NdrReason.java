package spooler.api.mapi;

/** Why a report says a message was not delivered (PR_NDR_REASON_CODE). */
public enum NdrReason {
  /** Transfer failed. */
  TRANSFER_FAILED(0),

  /** Transfer impossible. */
  TRANSFER_IMPOSSIBLE(1),

  /** Conversion not performed. */
  CONVERSION_NOT_PERFORMED(2),

  /** Physical rendition not done. */
  PHYSICAL_RENDITION_NOT_DONE(3),

  /** Physical delivery not done. */
  PHYSICAL_DELIVERY_NOT_DONE(4),

  /** Restricted delivery. */
  RESTRICTED_DELIVERY(5),

  /** Directory operation failed. */
  DIRECTORY_OPERATION_FAILED(6);

  private final int value;

  NdrReason(int value) {
    this.value = value;
  }

  /** The value the MAPI headers give it. */
  public int value() {
    return value;
  }
}
