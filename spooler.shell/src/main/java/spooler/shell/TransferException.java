package spooler.shell;

/** A "send now" or "fetch now" that did not go through. Nothing is lost by it. */
public final class TransferException extends PartialException {
  private static final long serialVersionUID = 1;

  private final transient Transfer transfer;

  /** Says which transport failed and why. */
  public TransferException(Transfer transfer) {
    super(TransferText.failure(transfer), transfer);
    this.transfer = transfer;
  }

  /** What every transport did. */
  public Transfer transfer() {
    return transfer;
  }
}
