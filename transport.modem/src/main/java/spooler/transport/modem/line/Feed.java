package spooler.transport.modem.line;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of a stream, to be read with a limit of time where the stream knows none.
 *
 * <p><b>Threads:</b> a daemon of its own reads the stream; one other reads here, any ends it. The
 * monitor guards the ring, and nothing is called under it. A full ring holds the daemon up, so a
 * fast far side is slowed down, not stored. <br>
 * <b>Failure:</b> what came before it is handed out first.
 */
final class Feed {
  private static final int CAPACITY = 1 << 16;

  private final byte[] ring = new byte[CAPACITY];
  private int head; // guarded by this
  private int count; // guarded by this
  private boolean over; // guarded by this
  private @Nullable IOException failure; // guarded by this

  /** Nothing has come yet. */
  Feed() {}

  /** Reads all of the stream in a thread of that name. */
  Feed(InputStream from, String name) {
    Thread pump = new Thread(() -> pump(from), name);
    pump.setDaemon(true);
    pump.start();
  }

  private void pump(InputStream from) {
    byte[] block = new byte[8192];
    try {
      for (int n = from.read(block); n >= 0 && put(block, 0, n); n = from.read(block)) {}
      end(null);
    } catch (IOException broken) {
      end(broken);
    } catch (InterruptedException stopped) {
      end(new IOException("stopped", stopped));
    }
  }

  /** Takes octets in, waiting for room; false when it is over. */
  synchronized boolean put(byte[] from, int offset, int length) throws InterruptedException {
    for (int done = 0; done < length && !over; ) {
      if (count == CAPACITY) {
        wait();
        continue;
      }
      int tail = (head + count) % CAPACITY;
      int n = Math.min(length - done, Math.min(CAPACITY - count, CAPACITY - tail));
      System.arraycopy(from, offset + done, ring, tail, n);
      count += n;
      done += n;
      notifyAll();
    }
    return !over;
  }

  /** No more comes: the far side closed it, or this broke it. The first word counts. */
  synchronized void end(@Nullable IOException why) {
    if (!over) {
      over = true;
      failure = why;
    }
    notifyAll();
  }

  /** This side hangs up: what was not read is not wanted any more. */
  synchronized void drop(IOException why) {
    over = true;
    failure = why;
    count = 0;
    notifyAll();
  }

  /** As {@link Line#read}. */
  synchronized int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); count == 0 && !over; left = deadline - System.nanoTime()) {
      await(left);
    }
    if (count == 0) {
      if (failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      return -1;
    }
    int n = Math.min(length, Math.min(count, CAPACITY - head));
    System.arraycopy(ring, head, buffer, offset, n);
    head = (head + n) % CAPACITY;
    count -= n;
    notifyAll();
    return n;
  }

  private void await(long nanos) throws IOException {
    if (nanos <= 0) {
      throw new SocketTimeoutException("nothing came from the line");
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the line", stopped);
    }
  }
}
