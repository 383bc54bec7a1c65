package spooler.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import spooler.api.flush.FlushCounts;
import spooler.api.flush.FlushReport.Turn;

/** A {@link Transfer} as one line per transport, and one for what still waits. */
final class TransferText {
  private TransferText() {}

  static String of(Transfer transfer) {
    List<String> lines = new ArrayList<>();
    for (Turn turn : transfer.report().turns()) {
      lines.add(line(turn, transfer.isUpload()));
    }
    if (lines.isEmpty()) {
      lines.add(nothingDone(transfer));
    }
    if (transfer.isUpload() && transfer.waiting() > 0 && !transfer.isFailure()) {
      String verb = transfer.waiting() == 1 ? " still waits" : " still wait";
      lines.add(Amounts.count(transfer.waiting(), "message") + verb + ": \"queue\" says why");
    }
    return String.join("\n", lines);
  }

  /** Why it failed and what that means for the mail, on one line. */
  static String failure(Transfer transfer) {
    String failed =
        transfer.report().turns().stream()
            .filter(turn -> turn.result().isFailure())
            .map(turn -> OneLine.of(turn.transport()) + ": " + reason(turn))
            .collect(Collectors.joining("; "));
    return "%s; %s in the queue"
        .formatted(
            failed.isEmpty() ? "stopped before its end" : failed,
            Amounts.count(transfer.waiting(), "message")
                + (transfer.waiting() == 1 ? " stays" : " stay"));
  }

  /** What was done, leaving out failures there were none of. */
  static String counts(FlushCounts counts, boolean upload) {
    return counts(counts, upload, 0);
  }

  /**
   * The same of so many.
   *
   * @param total 0 where that is not known
   */
  static String counts(FlushCounts counts, boolean upload, long total) {
    List<String> parts = new ArrayList<>();
    String of = total > 0 ? " of " + total : "";
    parts.add(upload ? counts.sent() + of + " sent" : counts.received() + " received");
    add(parts, counts.failed(), "failed");
    add(parts, counts.delayed(), "delayed");
    add(parts, counts.deferred(), "deferred");
    return String.join(", ", parts);
  }

  private static String line(Turn turn, boolean upload) {
    boolean endedEarly = turn.result().isFailure() || !turn.reason().isBlank();
    return OneLine.of(turn.transport())
        + ": "
        + counts(turn.counts(), upload)
        + (endedEarly ? " - " + reason(turn) : "");
  }

  private static String nothingDone(Transfer transfer) {
    return transfer
        .target()
        .map(name -> OneLine.of(name) + ": " + counts(FlushCounts.NONE, transfer.isUpload()))
        .orElse(
            "no transport is installed and configured: nothing was "
                + (transfer.isUpload() ? "sent" : "fetched"));
  }

  /** What the transport says itself, else its result code. */
  private static String reason(Turn turn) {
    return OneLine.of(turn.reason().isBlank() ? turn.result().name() : turn.reason().strip());
  }

  private static void add(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(number + " " + what);
    }
  }
}
