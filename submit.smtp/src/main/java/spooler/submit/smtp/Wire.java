package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The octets of one connection. Replies are collected and go out in one write as soon as nothing
 * more of the client's is here to be read, which is what makes PIPELINING (RFC 2920) fast.
 *
 * <p><b>Threads:</b> one uses it; {@link #shutdownInput}, {@link #isStuck} and {@link #close} may
 * come from others. <br>
 * <b>Limits:</b> a read waits for the idle time, and never beyond the end of the session; a write
 * that the client does not take is ended by whoever asks {@link #isStuck}.
 */
final class Wire implements Closeable {
  private static final int BUFFER = 16 * 1024;
  private static final int MOST_PENDING = 8 * 1024;

  private final Socket plain;
  private final Duration idle;
  private final long end;
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER).limit(0);
  private final StringBuilder pending = new StringBuilder();
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private volatile boolean writing;
  private volatile long writingSince;

  Wire(Socket socket, Limits limits) throws IOException {
    this.plain = socket;
    this.socket = socket;
    this.idle = limits.idle();
    this.end = System.nanoTime() + limits.session().toNanos();
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  InetAddress peer() {
    return plain.getInetAddress();
  }

  boolean isEncrypted() {
    return socket != plain;
  }

  /** Whether something has been received that nobody has looked at. */
  boolean hasMore() {
    return input.hasRemaining();
  }

  /**
   * What has been received and not been taken, at least one octet; whoever takes some moves the
   * position.
   *
   * @throws EOFException when the client has hung up
   * @throws LimitReachedException when it was idle for too long, or the session is over
   */
  ByteBuffer input() throws IOException {
    if (!input.hasRemaining()) {
      flush();
      fill();
    }
    return input;
  }

  private void fill() throws IOException {
    long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    if (left <= 0) {
      throw new LimitReachedException("the session has taken too long");
    }
    socket.setSoTimeout((int) Math.min(idle.toMillis(), left));
    try {
      int n = in.read(input.array());
      if (n < 0) {
        throw new EOFException("the client has hung up");
      }
      input.position(0).limit(n);
    } catch (SocketTimeoutException silent) {
      throw new LimitReachedException("nothing was received for too long");
    }
  }

  /** Sends it with what else is to be sent. */
  void reply(Reply reply) throws IOException {
    pending.append(reply.wire());
    if (pending.length() > MOST_PENDING) {
      flush();
    }
  }

  /** Sends what is to be sent. */
  void flush() throws IOException {
    if (pending.length() == 0) {
      return;
    }
    byte[] octets = pending.toString().getBytes(US_ASCII);
    pending.setLength(0);
    writingSince = System.nanoTime();
    writing = true;
    try {
      out.write(octets);
      out.flush();
    } finally {
      writing = false;
    }
  }

  /** Whether the client has not taken a reply for the idle time. */
  boolean isStuck() {
    long waited = System.nanoTime() - writingSince;
    return writing && waited > idle.toNanos();
  }

  /** Whether the session is over, and some seconds more. */
  boolean isOverdue() {
    return System.nanoTime() - end > Duration.ofSeconds(5).toNanos();
  }

  /**
   * Encrypts from here on. Nothing may have been received that nobody has looked at: what came
   * before is not part of the encrypted session (CVE-2011-0411).
   */
  void encrypt(SSLSocketFactory factory) throws IOException {
    if (input.hasRemaining()) {
      throw new IllegalStateException("plain text behind STARTTLS");
    }
    flush();
    plain.setSoTimeout((int) idle.toMillis());
    SSLSocket tls =
        (SSLSocket) factory.createSocket(plain, peer().getHostAddress(), plain.getPort(), true);
    tls.setUseClientMode(false);
    tls.startHandshake();
    socket = tls;
    in = tls.getInputStream();
    out = tls.getOutputStream();
  }

  /** Makes a read end as if the client had hung up. */
  void shutdownInput() throws IOException {
    plain.shutdownInput();
  }

  /**
   * Ends the connection so that the last reply arrives: a socket that is closed with unread input
   * would take it back.
   */
  void linger() throws IOException {
    flush();
    if (isEncrypted()) {
      return;
    }
    plain.shutdownOutput();
    plain.setSoTimeout(1000);
    long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    try {
      while (System.nanoTime() < until && in.read(input.array()) >= 0) {
        input.limit(0);
      }
    } catch (SocketTimeoutException silent) {
      return;
    }
  }

  /** Ends the connection now; the thread that reads or writes gets an exception. */
  @Override
  public void close() throws IOException {
    plain.close();
  }
}
