package spooler.transport.smtp;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection on which nothing blocks for ever.
 *
 * <p>Connecting and reading have time-outs of the socket's own. A blocking write has none, so a
 * clock looks now and then whether one has been stuck for too long, and closes the socket under it.
 *
 * <p><b>Threads:</b> one, but {@link #close} may come from any and makes a call that blocks fail.
 * The socket is guarded by {@code this}, which is never held while it is used. <br>
 * <b>Failure:</b> an {@link IOException} in plain words; the connection is then of no more use.
 */
final class Wire implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");
  private static final int BUFFER = 16 * 1024; // one write is at most as long

  private static final int LOOK_UP_MILLIS = 1_000; // from a long wait, to see whether to go on

  private final ScheduledExecutorService clock;
  private final Duration writeLimit;
  private final BooleanSupplier mayGoOn;

  private @Nullable Socket socket; // guarded by this
  private boolean closed; // guarded by this
  private @Nullable ScheduledFuture<?> watch; // guarded by this
  private @Nullable InputStream in;
  private @Nullable OutputStream out;

  private volatile long writingSince; // System.nanoTime, 0 while nothing is being written
  private volatile boolean stuck;

  /**
   * A connection to be.
   *
   * @param writeLimit how long the other side may take nothing while something is written
   * @param mayGoOn asked now and then during every wait, by any thread; false ends the wait
   */
  Wire(ScheduledExecutorService clock, Duration writeLimit, BooleanSupplier mayGoOn) {
    this.clock = clock;
    this.writeLimit = writeLimit;
    this.mayGoOn = mayGoOn;
  }

  /**
   * Connects to the first address of the host that answers, each within the limit. The lookup of
   * the name has the limit of the system's resolver.
   */
  void connect(String host, int port, Duration limit) throws IOException {
    IOException failure = new IOException("\"" + host + "\" has no address");
    for (InetAddress address : addressesOf(host)) {
      checkGoOn();
      Socket fresh = adopt(new Socket());
      try {
        fresh.connect(new InetSocketAddress(address, port), millis(limit));
        use(fresh);
        return;
      } catch (IOException unreachable) {
        fresh.close();
        failure = new IOException(cannotConnect(unreachable), unreachable);
      }
    }
    throw failure;
  }

  private static String cannotConnect(IOException why) {
    return "cannot connect: %s; check host and port, or send again when it is up"
        .formatted(why.getMessage());
  }

  private static InetAddress[] addressesOf(String host) throws IOException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException unknown) {
      throw new IOException(
          "the name \"%s\" has no address; correct host, or send again when names are resolved"
              .formatted(host),
          unknown);
    }
  }

  private synchronized Socket adopt(Socket fresh) throws IOException {
    if (closed) {
      throw new SocketException("closed from this side");
    }
    socket = fresh; // from here on close() reaches it
    return fresh;
  }

  private void use(Socket connected) throws IOException {
    connected.setTcpNoDelay(true); // whatever is flushed is complete: nothing to wait for
    in = connected.getInputStream();
    out = new BufferedOutputStream(new WatchedOutput(connected.getOutputStream()), BUFFER);
    long tick = Math.max(20, Math.min(millis(writeLimit) / 4, LOOK_UP_MILLIS));
    synchronized (this) {
      if (!closed) {
        watch = clock.scheduleWithFixedDelay(this::endIfStuck, tick, tick, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Where to write. Buffered: flush it before reading. */
  OutputStream out() throws IOException {
    OutputStream open = out;
    if (open == null) {
      throw new SocketException("not connected");
    }
    return open;
  }

  /**
   * Reads what has arrived, or waits for it.
   *
   * @param deadline by {@link System#nanoTime}
   * @return how many octets; -1 at the end
   * @throws SocketTimeoutException when nothing comes in time
   */
  int read(byte[] into, long deadline) throws IOException {
    while (in != null) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("nothing arrived in time");
      }
      current().setSoTimeout((int) Math.min(left, LOOK_UP_MILLIS));
      try {
        return in.read(into);
      } catch (SocketTimeoutException nothingYet) {
        checkGoOn();
      }
    }
    throw new SocketException("not connected");
  }

  /**
   * Shows the spooler that this side is alive.
   *
   * @throws IOException when it does not want to go on
   */
  void checkGoOn() throws IOException {
    if (!mayGoOn.getAsBoolean()) {
      throw new IOException("cancelled");
    }
  }

  /** Whether something has arrived that nobody has read yet. */
  boolean hasArrived() throws IOException {
    return in != null && in.available() > 0;
  }

  private synchronized Socket current() throws IOException {
    if (socket == null || closed) {
      throw new SocketException("closed from this side");
    }
    return socket;
  }

  /** Ends the connection at once; a second call does nothing. */
  @Override
  public void close() throws IOException {
    Socket ended;
    synchronized (this) {
      closed = true;
      ended = socket;
      if (watch != null) {
        watch.cancel(false);
      }
    }
    if (ended != null) {
      ended.close();
    }
  }

  private void endIfStuck() {
    long since = writingSince;
    if (since == 0) {
      return;
    }
    stuck = System.nanoTime() - since > writeLimit.toNanos();
    if (stuck || !mayGoOn.getAsBoolean()) {
      try {
        close();
      } catch (IOException unclosed) {
        LOG.log(Level.WARNING, "a connection on which nothing moves cannot be closed", unclosed);
      }
    }
  }

  private static int millis(Duration limit) {
    return (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
  }

  /** Tells the clock when a write began. */
  private final class WatchedOutput extends OutputStream {
    private final OutputStream raw;

    WatchedOutput(OutputStream raw) {
      this.raw = raw;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
      writingSince = System.nanoTime() | 1; // never 0
      try {
        raw.write(block, offset, length);
      } catch (IOException failed) {
        throw stuck
            ? new SocketTimeoutException(
                "the relay took nothing for " + writeLimit.toSeconds() + " s")
            : failed;
      } finally {
        writingSince = 0;
      }
    }
  }
}
