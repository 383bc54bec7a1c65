package spooler.shell;

import spooler.api.flush.FlushReport;

/** A "send now" or "fetch now" that did not go through. Nothing is lost by it. */
public final class TransferException extends CommandException {
  private static final long serialVersionUID = 1;

  private final transient FlushReport report;

  /** Says which transport failed and why. */
  public TransferException(String message, FlushReport report) {
    super(message);
    this.report = report;
  }

  /** What every transport did. */
  public FlushReport report() {
    return report;
  }
}
