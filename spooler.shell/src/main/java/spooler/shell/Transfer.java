package spooler.shell;

import java.util.Optional;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.FlushFlag;

/**
 * What came of a "send now" or "fetch now".
 *
 * @param target the one transport that was asked; empty for every one
 * @param report what each transport did
 * @param waiting messages in the queue afterwards
 */
public record Transfer(Optional<String> target, FlushReport report, long waiting) {
  /** Whether a transport failed, or the whole was stopped. */
  public boolean isFailure() {
    return report.result().isFailure();
  }

  /** Whether messages were to be sent; fetched if not. */
  boolean isUpload() {
    return report.flags().contains(FlushFlag.UPLOAD);
  }
}
