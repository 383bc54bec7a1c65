package spooler.transport.smtp;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The session of a lane between two turns: it is taken up again by the next, or ended when nobody
 * has come for it in time.
 *
 * <p><b>Threads:</b> any; guarded by {@code this}, which is not held while a session is ended. That
 * is done on a thread of its own, because saying goodbye may take a moment, and the clock must not
 * wait.
 */
final class Kept {
  private final Duration time;
  private final ScheduledExecutorService clock;
  private final Consumer<SmtpSession> ending;
  private @Nullable SmtpSession session; // resting; guarded by this
  private @Nullable Future<?> timer; // guarded by this
  private boolean ended; // guarded by this

  /**
   * Keeps nothing yet.
   *
   * @param time zero for keeping nothing at all
   * @param ending how to end a session
   */
  Kept(Duration time, ScheduledExecutorService clock, Consumer<SmtpSession> ending) {
    this.time = time;
    this.clock = clock;
    this.ending = ending;
  }

  /** Keeps it, if it can be used again, or ends it. */
  void put(SmtpSession idle) {
    if (!keeps(idle)) {
      ending.accept(idle);
    }
  }

  private synchronized boolean keeps(SmtpSession idle) {
    if (ended || session != null || time.isZero() || !idle.rest()) {
      return false;
    }
    session = idle;
    timer = clock.schedule(() -> endLater(idle), time.toMillis(), TimeUnit.MILLISECONDS);
    return true;
  }

  /** Hands out what is kept, still resting; null for nothing. */
  synchronized @Nullable SmtpSession take() {
    SmtpSession taken = session;
    if (timer != null) {
      timer.cancel(false);
    }
    session = null;
    timer = null;
    return taken;
  }

  /** Ends what is kept, if anything is, and keeps nothing from now on. */
  void end() {
    SmtpSession idle;
    synchronized (this) {
      ended = true;
      idle = take();
    }
    if (idle != null) {
      ending.accept(idle);
    }
  }

  private void endLater(SmtpSession idle) {
    Thread thread = new Thread(() -> end(idle), "spooler-smtp-quit");
    thread.setDaemon(true);
    thread.start();
  }

  private void end(SmtpSession idle) {
    synchronized (this) {
      if (session != idle) {
        return; // taken meanwhile
      }
      session = null;
    }
    ending.accept(idle);
  }
}
