package spooler.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import spooler.api.command.Terminal;
import spooler.api.flush.FlushCounts;
import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTicket.Progress;
import spooler.api.mapi.FlushFlag;

/** One line on a terminal that shows how far a transfer is, and is wiped at the end. */
final class ProgressLine {
  /** Empties the line that the cursor is in. */
  static final String WIPE = "\r\033[K";

  private static final int USUAL_WIDTH = 80;

  private final Terminal terminal;
  private final boolean upload;
  private final LongSupplier nanos;
  private final long start;
  private String shown = "";

  ProgressLine(Terminal terminal, FlushFlag direction) {
    this(terminal, direction, System::nanoTime);
  }

  ProgressLine(Terminal terminal, FlushFlag direction, LongSupplier nanos) {
    this.terminal = terminal;
    this.upload = direction == FlushFlag.UPLOAD;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Shows how far it is, and {@code hint} behind it; as much as fits on one line. */
  void draw(FlushTicket flush, String hint) {
    int width = terminal.width() > 0 ? terminal.width() : USUAL_WIDTH;
    String text = Columns.cut(text(flush.progress()) + hint, width - 1);
    if (!text.equals(shown)) {
      terminal.show(WIPE + text);
      shown = text;
    }
  }

  /** Makes room for something else. */
  void wipe() {
    if (!shown.isEmpty()) {
      terminal.show(WIPE);
      shown = "";
    }
  }

  private String text(Progress progress) {
    List<String> parts = new ArrayList<>();
    parts.add(TransferText.counts(progress.counts(), upload, progress.total()));
    addRate(parts, progress);
    if (!progress.trouble().isBlank()) {
      parts.add("last error: " + OneLine.of(progress.trouble().strip()));
    }
    String name = progress.transport().isEmpty() ? "" : OneLine.of(progress.transport()) + ": ";
    return name + String.join(", ", parts);
  }

  /** Of the whole transfer so far, once a second of it has passed. */
  private void addRate(List<String> parts, Progress progress) {
    double seconds = (nanos.getAsLong() - start) / 1e9;
    FlushCounts counts = progress.counts();
    long done = upload ? counts.sent() : counts.received();
    if (seconds < 1 || done == 0) {
      return;
    }
    parts.add(
        String.format(Locale.ROOT, done / seconds < 10 ? "%.1f/s" : "%.0f/s", done / seconds));
    long left = progress.total() - done - counts.failed() - counts.delayed() - counts.deferred();
    if (upload && left > 0) {
      parts.add(Amounts.span(Duration.ofSeconds(Math.round(left * seconds / done))) + " left");
    }
  }
}
