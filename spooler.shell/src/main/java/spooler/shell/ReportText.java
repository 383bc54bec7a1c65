package spooler.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import spooler.api.flush.FlushCounts;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushReport.Turn;
import spooler.api.mapi.FlushFlag;

/** A {@link FlushReport} as one line per transport. */
final class ReportText {
  private ReportText() {}

  static String of(FlushReport report) {
    if (report.turns().isEmpty()) {
      return "No transport is there: nothing was "
          + (report.flags().contains(FlushFlag.UPLOAD) ? "sent." : "fetched.");
    }
    return report.turns().stream()
        .map(turn -> line(turn, report))
        .collect(Collectors.joining("\n"));
  }

  /** Which transports failed and why, on one line. */
  static String failure(FlushReport report) {
    String failed =
        report.turns().stream()
            .filter(turn -> turn.result().isFailure())
            .map(turn -> OneLine.of(turn.transport()) + ": " + reason(turn))
            .collect(Collectors.joining("; "));
    return failed.isEmpty() ? "stopped before its end" : failed;
  }

  /** Why a transport failed: what it says itself, else its result code. */
  private static String reason(Turn turn) {
    return OneLine.of(turn.reason().isBlank() ? turn.result().name() : turn.reason().strip());
  }

  /** What was done, leaving out failures there were none of. */
  static String counts(FlushCounts counts, boolean upload, boolean download) {
    List<String> parts = new ArrayList<>();
    if (upload) {
      parts.add(counts.sent() + " sent");
    }
    if (download) {
      parts.add(counts.received() + " received");
    }
    add(parts, counts.failed(), "failed");
    add(parts, counts.delayed(), "delayed");
    add(parts, counts.deferred(), "deferred");
    return String.join(", ", parts);
  }

  private static String line(Turn turn, FlushReport report) {
    String counts =
        counts(
            turn.counts(),
            report.flags().contains(FlushFlag.UPLOAD),
            report.flags().contains(FlushFlag.DOWNLOAD));
    boolean ended = turn.result().isFailure() || !turn.reason().isBlank();
    return OneLine.of(turn.transport()) + ": " + counts + (ended ? " - " + reason(turn) : "");
  }

  private static void add(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(number + " " + what);
    }
  }
}
