package spooler.transport.smtp.wire;

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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.tls.Tls;

/**
 * One TCP connection, encrypted or not, on which nothing blocks for ever.
 *
 * <p>Each call that may block has a deadline. A clock looks now and then whether it has passed, or
 * the spooler wants this side to stop, and then closes the socket under the call: the one way that
 * ends a read, a write and a handshake alike.
 *
 * <p><b>Threads:</b> one, but {@link #close} may come from any and makes a call that blocks fail.
 * The socket is guarded by {@code this}, which is never held while it is used. <br>
 * <b>Failure:</b> an {@link IOException} in plain words; the connection is then of no more use.
 */
public final class Wire implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");
  private static final int BUFFER = 64 * 1024; // one write is at most as long
  private static final int MOST_MILLIS_BETWEEN_LOOKS = 250;

  private final ScheduledExecutorService clock;
  private final Duration writeLimit;
  private final BooleanSupplier mayGoOn;

  private @Nullable Socket socket; // guarded by this; the one under TLS, if there is any
  private boolean closed; // guarded by this
  private @Nullable ScheduledFuture<?> watch; // guarded by this
  private @Nullable SSLSocket encrypted;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;

  private volatile long deadline; // of the call that blocks, System.nanoTime; 0 while none does
  private volatile @Nullable IOException cutShort; // why the clock has closed the socket

  /**
   * A connection to be.
   *
   * @param writeLimit how long the other side may take nothing while something is written
   * @param mayGoOn asked now and then during every wait, by any thread; false ends the wait
   */
  public Wire(ScheduledExecutorService clock, Duration writeLimit, BooleanSupplier mayGoOn) {
    this.clock = clock;
    this.writeLimit = writeLimit;
    this.mayGoOn = mayGoOn;
  }

  /** A call that may block. */
  private interface Call<T> {
    T make() throws IOException;
  }

  private <T> T within(Duration limit, Call<T> call) throws IOException {
    return until(System.nanoTime() + limit.toNanos(), call);
  }

  private <T> T until(long when, Call<T> call) throws IOException {
    deadline = when | 1; // never 0
    try {
      return call.make();
    } catch (IOException failed) {
      IOException why = cutShort;
      throw why == null ? failed : why;
    } finally {
      deadline = 0;
    }
  }

  /** Connects to the first of the host's {@link Addresses} that answers, each within the limit. */
  public void connect(String host, int port, Duration limit) throws IOException {
    IOException failure = new IOException("\"" + host + "\" has no address");
    for (InetAddress address : Addresses.of(host)) {
      checkGoOn();
      Socket fresh = adopt(new Socket());
      try {
        fresh.connect(new InetSocketAddress(address, port), millis(limit));
        fresh.setTcpNoDelay(true); // whatever is flushed is complete: nothing to wait for
        use(fresh);
        startLooking(limit);
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

  /**
   * Encrypts everything from here on.
   *
   * @throws spooler.transport.smtp.tls.TlsException when that cannot be done as it must be
   */
  public void encrypt(Tls tls, String host, int port, Duration limit) throws IOException {
    SSLSocket over = within(limit, () -> tls.over(current(), host, port));
    use(over);
    encrypted = over;
  }

  /** The certificate of the other side; null while nothing is encrypted. */
  public @Nullable X509Certificate certificate() throws IOException {
    return encrypted != null
            && encrypted.getSession().getPeerCertificates()[0] instanceof X509Certificate shown
        ? shown
        : null;
  }

  private synchronized Socket adopt(Socket fresh) throws IOException {
    if (closed) {
      throw new SocketException("closed from this side");
    }
    socket = fresh; // from here on close() reaches it
    return fresh;
  }

  private void use(Socket connected) throws IOException {
    in = connected.getInputStream();
    out = new BufferedOutputStream(new LimitedOutput(connected.getOutputStream()), BUFFER);
  }

  private synchronized void startLooking(Duration connectLimit) {
    long shortest = Math.min(millis(writeLimit), millis(connectLimit));
    long pause = Math.max(20, Math.min(shortest / 4, MOST_MILLIS_BETWEEN_LOOKS));
    if (!closed) {
      watch = clock.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }
  }

  /** Where to write. Buffered: flush it before reading. */
  public OutputStream out() throws IOException {
    OutputStream open = out;
    if (open == null) {
      throw new SocketException("not connected");
    }
    return open;
  }

  /**
   * Reads what has arrived, or waits for it.
   *
   * @param when the deadline, by {@link System#nanoTime}
   * @return how many octets; -1 at the end
   * @throws SocketTimeoutException when nothing comes in time
   */
  public int read(byte[] into, long when) throws IOException {
    InputStream open = in;
    if (open == null) {
      throw new SocketException("not connected");
    }
    if (when - System.nanoTime() <= 0) {
      throw new SocketTimeoutException("nothing arrived in time");
    }
    return until(when, () -> open.read(into));
  }

  /**
   * Shows the spooler that this side is alive.
   *
   * @throws IOException when it does not want to go on
   */
  public void checkGoOn() throws IOException {
    if (!mayGoOn.getAsBoolean()) {
      throw new IOException("cancelled");
    }
  }

  /** Whether something has arrived that nobody has read yet. */
  public boolean hasArrived() throws IOException {
    return in != null && in.available() > 0;
  }

  private synchronized Socket current() throws IOException {
    if (socket == null || closed) {
      throw new SocketException("closed from this side");
    }
    return socket;
  }

  /**
   * Ends the connection at once; a second call does nothing. TLS is not told: that might block, and
   * after QUIT it is of no use.
   */
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

  private void look() {
    long when = deadline;
    if (when == 0) {
      return;
    }
    if (when - System.nanoTime() <= 0) {
      cutShort(new SocketTimeoutException("nothing moved in time"));
    } else if (!mayGoOn.getAsBoolean()) {
      cutShort(new IOException("cancelled"));
    }
  }

  private void cutShort(IOException why) {
    cutShort = why;
    try {
      close();
    } catch (IOException unclosed) {
      LOG.log(Level.WARNING, "a connection on which nothing moves cannot be closed", unclosed);
    }
  }

  private static int millis(Duration limit) {
    return (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
  }

  /** Every write has a deadline. */
  private final class LimitedOutput extends OutputStream {
    private final OutputStream raw;

    LimitedOutput(OutputStream raw) {
      this.raw = raw;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
      try {
        within(
            writeLimit,
            () -> {
              raw.write(block, offset, length);
              return length;
            });
      } catch (SocketTimeoutException stuck) {
        throw new SocketTimeoutException(
            "the other side took nothing for " + writeLimit.toSeconds() + " s");
      }
    }
  }
}
