package spooler.transport.lan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportSupport;

/**
 * Tells the spooler of new mail in the mailboxes that it empties, and when a share that was not
 * there is there again; keeps the row's text on the share up to date between turns, also where
 * nothing is fetched.
 *
 * <p><b>Threads:</b> {@link #set} any. One of its own, a daemon, looks; it begins with the first
 * that listens and ends with the last. Nobody waits for it, since a share may not answer. <br>
 * <b>Failure:</b> a share that cannot be read is looked at again at the next time.
 */
final class Watch {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");

  private final Desk desk;
  private final List<TransportSupport> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Thread thread; // guarded by this
  private String shown = ""; // the watching thread's

  Watch(Desk desk) {
    this.desk = desk;
  }

  /** A lane wants to hear of new mail from now on, or no longer. */
  synchronized void set(TransportSupport listener, boolean begin) {
    listeners.remove(listener);
    if (begin) {
      listeners.add(listener);
    }
    Thread running = thread;
    if (listeners.isEmpty() && running != null) {
      running.interrupt();
      thread = null;
    } else if (!listeners.isEmpty() && running == null) {
      Thread fresh = new Thread(this::run, "spooler-lan-watch");
      fresh.setDaemon(true);
      fresh.start();
      thread = fresh;
    }
  }

  private void run() {
    Duration poll = desk.settings().poll();
    boolean wasUp = true;
    try (NewFiles files = new NewFiles(desk)) {
      while (!Thread.currentThread().isInterrupted()) {
        boolean up = look(wasUp);
        if (up && !wasUp) {
          tell(new SpoolerNotification.ReadyToSend());
        }
        wasUp = up;
        files.await(poll);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the share is there. */
  private boolean look(boolean wasUp) {
    try {
      desk.open();
      show("ready (" + desk.text() + ")");
      if (desk.claims().isAnythingNew()) {
        tell(new SpoolerNotification.NewMail());
      }
      return true;
    } catch (IOException down) {
      if (Thread.currentThread().isInterrupted()) {
        return wasUp; // it was told to end in the middle of it
      }
      if (wasUp) {
        LOG.log(Level.WARNING, () -> Reason.of(desk.office().folder(), down));
      }
      desk.failed();
      show(Reason.of(desk.office().folder(), down));
      return false;
    }
  }

  /** In the row, where it is news; a lane at work says what it does after that. */
  private void show(String text) {
    if (!text.equals(shown)) {
      shown = text;
      listeners.forEach(lane -> lane.modifyStatusRow(StatusRowUpdate.update().text(text)));
    }
  }

  /** Any lane will do. */
  private void tell(SpoolerNotification what) {
    for (TransportSupport listener : listeners) {
      listener.spoolerNotify(what);
      return;
    }
  }
}
