package spooler.api.mapi;

/** What exactly was wrong with a recipient (PR_NDR_DIAG_CODE). */
public enum NdrDiagnostic {
  /** No diagnostic. */
  NO_DIAGNOSTIC(-1),

  /** The name is not known. */
  NAME_UNRECOGNISED(0),

  /** The name is ambiguous. */
  NAME_AMBIGUOUS(1),

  /** The recipient is unavailable. */
  RECIPIENT_UNAVAILABLE(4),

  /** It took too long. */
  MAXIMUM_TIME_EXPIRED(5),

  /** The address is malformed. */
  ADDRESS_INCORRECT(32),

  /** The recipient is not known. */
  RECIPIENT_UNKNOWN(35);

  private final int value;

  NdrDiagnostic(int value) {
    this.value = value;
  }

  /** The value the MAPI headers give it. */
  public int value() {
    return value;
  }
}
