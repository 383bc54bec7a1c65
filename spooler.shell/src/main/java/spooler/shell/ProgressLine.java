package spooler.shell;

import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTicket.Progress;
import spooler.api.mapi.FlushFlag;

/** One line on a terminal that shows how far a transfer is, and is wiped at the end. */
final class ProgressLine {
  private static final String WIPE = "\r\033[K";

  private final Tty tty;
  private final FlushFlag direction;
  private String shown = "";

  ProgressLine(Tty tty, FlushFlag direction) {
    this.tty = tty;
    this.direction = direction;
  }

  /** Shows how far it is, and {@code hint} behind it. */
  void draw(FlushTicket flush, String hint) {
    String text = text(flush.progress()) + hint;
    if (!text.equals(shown)) {
      tty.show(WIPE + text);
      shown = text;
    }
  }

  /** Makes room for something else. */
  void wipe() {
    if (!shown.isEmpty()) {
      tty.show(WIPE);
      shown = "";
    }
  }

  private String text(Progress progress) {
    String counts = TransferText.counts(progress.counts(), direction == FlushFlag.UPLOAD);
    return progress.transport().isEmpty()
        ? counts
        : OneLine.of(progress.transport()) + ": " + counts;
  }
}
