package spooler.transport.modem.uucp.session;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.uucp.UucpListener;
import spooler.transport.modem.uucp.packet.PacketFigures;

/**
 * The two threads of a call: one only reads the line, the other has the session and is the only one
 * that writes.
 *
 * <p><b>Threads:</b> {@link #ask}, {@link #cut} and the getters on any. What is seen of the session
 * by others is in one immutable {@link View}, and whoever waits for a change of it waits on {@code
 * this}, which guards nothing else and is not held while anything is called. <br>
 * <b>Failure:</b> whatever goes wrong ends the call: broken files are kept, the line is closed, and
 * {@link #failure} says why.
 */
public final class Conversation {
  private static final Duration READ_LIMIT = Duration.ofSeconds(1);
  private static final long TICK_MILLIS = 100;
  private static final int MOST_EVENTS = 1024;

  /** What others may know of the session. */
  public record View(
      boolean started,
      boolean over,
      boolean heardAll,
      boolean lineWanted,
      int sent,
      int received,
      long resumed,
      int channels,
      PacketFigures packets) {
    static final View NONE = new View(false, false, false, false, 0, 0, 0, 1, PacketFigures.NONE);
  }

  /** Something that happens to the session, on its thread. */
  @FunctionalInterface
  public interface Event {
    /** Happens. */
    void happen(Session session) throws IOException;
  }

  private final Line line;
  private final Meter meter;
  private final Session session;
  private final UucpListener listener;
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_EVENTS);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile View view = View.NONE;
  private volatile @Nullable IOException failure;

  /**
   * Starts both threads.
   *
   * @param early what came in beyond the handshake
   */
  public Conversation(
      Line line, Meter meter, Session session, UucpListener listener, String name, byte[] early) {
    this.line = line;
    this.meter = meter;
    this.session = session;
    this.listener = listener;
    thread(name + " session", () -> run(early));
    thread(name + " line", this::read);
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, "uucp " + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets something happen to the session, soon. */
  public void ask(Event event) throws IOException {
    try {
      while (!events.offer(event, TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        checkGoingOn();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private void checkGoingOn() throws IOException {
    if (view.over()) {
      throw failed();
    }
  }

  /** What the session looks like now. */
  public View view() {
    return view;
  }

  /** Why the call has failed; null when it has not, or not yet. */
  public @Nullable IOException failure() {
    return failure;
  }

  /** Why the call is over, as an exception of whoever asks. */
  public IOException failed() {
    IOException why = failure;
    return why == null
        ? new IOException("the call is over")
        : new IOException(why.getMessage(), why);
  }

  /** Waits until the session no longer looks like this, or that time is over. */
  public synchronized void awaitChange(View seen, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (long left = limit.toNanos(); view.equals(seen) && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /** Waits for the end; whether it has come. */
  public boolean awaitEnd(Duration limit) {
    try {
      return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Cuts the line. */
  public void cut() {
    line.close();
  }

  private void read() {
    byte[] buffer = new byte[8192];
    Event last = talk -> talk.lineGone(null);
    try {
      while (!view.over()) {
        try {
          int count = line.read(buffer, 0, buffer.length, READ_LIMIT);
          if (count < 0) {
            break;
          }
          meter.received(count);
          byte[] octets = Arrays.copyOf(buffer, count);
          ask(talk -> talk.octets(octets, octets.length));
        } catch (SocketTimeoutException quiet) {
          checkGoingOn(); // the session knows how long to be patient
        }
      }
    } catch (IOException broken) {
      last = talk -> talk.lineGone(broken);
    }
    try {
      ask(last);
    } catch (IOException over) {
      return; // nobody is left who could be told
    }
  }

  private void run(byte[] early) {
    IOException why = null;
    try {
      session.start();
      if (early.length > 0) {
        session.octets(early, early.length);
      }
      while (!session.isOver()) {
        round(session.step());
      }
    } catch (IOException failed) {
      why = failed;
    } catch (RuntimeException wrong) {
      why = new IOException("the call has failed: " + wrong, wrong);
    }
    if (why != null) {
      failure = why; // first: who is told that something broke off asks why
      session.breakOff(why);
    }
    end(why);
  }

  /** Lets everything happen that has been asked for. */
  private void round(boolean more) throws IOException {
    show(false);
    try {
      Event event = more ? events.poll() : events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      while (event != null) {
        event.happen(session);
        event = events.poll();
      }
    } catch (InterruptedException interrupted) {
      throw new IOException("interrupted", interrupted);
    }
  }

  private void show(boolean over) {
    View now =
        new View(
            session.isStarted(),
            over,
            session.hasHeardAll(),
            session.isLineWanted(),
            session.sent(),
            session.received(),
            session.resumed(),
            session.protocol().channels(),
            session.protocol().figures());
    if (!now.equals(view)) {
      synchronized (this) {
        view = now;
        notifyAll();
      }
    }
  }

  private void end(@Nullable IOException why) {
    line.close();
    listener.over(why);
    show(true);
    for (Event left = events.poll(); left != null; left = events.poll()) {
      finish(left);
    }
    ended.countDown();
  }

  /** What comes too late fails in the same way as everything after it. */
  private void finish(Event left) {
    try {
      left.happen(session);
    } catch (IOException late) {
      return; // the call is over already, and its reason is known
    }
  }
}
