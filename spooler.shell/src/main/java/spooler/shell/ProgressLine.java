package spooler.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import spooler.api.Session;
import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTicket.Progress;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;

/**
 * One line on a terminal that shows how far the running transfer is, and is wiped at the end.
 *
 * <p><b>Threads:</b> draws on a thread of its own until it is closed. <br>
 * <b>Failure:</b> a spooler that goes away ends the drawing; the command itself says why.
 */
final class ProgressLine implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(200);
  private static final String WIPE = "\r\033[K";

  private final Session session;
  private final FlushFlag direction;
  private final PrintStream terminal;
  private final Thread painter;

  ProgressLine(Session session, FlushFlag direction, PrintStream terminal) {
    this.session = session;
    this.direction = direction;
    this.terminal = terminal;
    this.painter = new Thread(this::paint, "spool-progress");
    painter.setDaemon(true);
  }

  /** Begins to draw. */
  ProgressLine start() {
    painter.start();
    return this;
  }

  /** Wipes the line; nothing is drawn afterwards. */
  @Override
  public void close() {
    painter.interrupt();
    boolean interrupted = false;
    while (painter.isAlive()) {
      try {
        painter.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Draws the state of the running transfer, if one runs. */
  void draw() throws MapiException {
    List<FlushTicket> flushes = session.flushes();
    if (!flushes.isEmpty() && flushes.get(0).report().isEmpty()) {
      terminal.print(WIPE + text(flushes.get(0).progress()));
      terminal.flush();
    }
  }

  private void paint() {
    try {
      while (true) {
        Thread.sleep(PERIOD.toMillis());
        draw();
      }
    } catch (InterruptedException | MapiException end) {
      terminal.print(WIPE);
      terminal.flush();
    }
  }

  private String text(Progress progress) {
    String counts = TransferText.counts(progress.counts(), direction == FlushFlag.UPLOAD);
    return progress.transport().isEmpty()
        ? counts
        : OneLine.of(progress.transport()) + ": " + counts;
  }
}
