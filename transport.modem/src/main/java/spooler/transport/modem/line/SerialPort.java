package spooler.transport.modem.line;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.serial.Frames;

/**
 * A serial device that another process holds for us.
 *
 * <p><b>Threads:</b> as {@link Line} says, and one that takes in what the process says. <br>
 * <b>Failure:</b> when the process ends, however it does, the line is broken and says how; nothing
 * else is touched. The lock file goes after the process has let go of the device.
 */
final class SerialPort implements Port {
  private final String device;
  private final Child child;
  private final @Nullable LockFile lock;
  private final Frames frames;
  private final Feed feed = new Feed();
  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  SerialPort(String device, Process process, @Nullable LockFile lock) {
    this.device = device;
    this.child = new Child(process, "the program that holds " + device);
    this.lock = lock;
    this.frames = new Frames(process.getInputStream(), process.getOutputStream());
    Thread taker = new Thread(this::takeIn, "spooler-modem-serial");
    taker.setDaemon(true);
    taker.start();
  }

  /** Returns when the device is open. */
  void awaitReady(Duration limit) throws IOException {
    try {
      if (!settled.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("it does not open within " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it was opened", stopped);
    }
    try {
      int n = feed.read(new byte[1], 0, 0, Duration.ZERO); // tells what broke it, if anything
      if (n < 0) {
        throw new IOException("it was closed at once");
      }
    } catch (SocketTimeoutException open) {
      return;
    }
  }

  private void takeIn() {
    try {
      while (take(frames.read())) {}
    } catch (EOFException ended) {
      feed.end(new IOException(child.end()));
    } catch (IOException broken) {
      feed.end(broken);
    } catch (InterruptedException stopped) {
      feed.end(new IOException("stopped", stopped));
    } finally {
      settled.countDown();
    }
  }

  private boolean take(Frames.Frame frame) throws InterruptedException {
    switch (frame.kind()) {
      case Frames.READY -> settled.countDown();
      case Frames.DATA -> {
        return feed.put(frame.content(), 0, frame.content().length);
      }
      case Frames.LOST -> feed.end(null);
      default -> feed.end(new IOException(new String(frame.content(), StandardCharsets.UTF_8)));
    }
    return frame.kind() == Frames.READY;
  }

  @Override
  public int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
    try {
      return feed.read(buffer, offset, length, limit);
    } catch (SocketTimeoutException nothing) {
      throw nothing;
    } catch (IOException broken) {
      throw named(broken);
    }
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int n = Math.min(Frames.LONGEST, length - done);
      say(Frames.DATA, octets, offset + done, n);
      done += n;
    }
  }

  @Override
  public void watchCarrier() throws IOException {
    say(Frames.WATCH, new byte[0], 0, 0);
  }

  @Override
  public boolean dropDtr() throws IOException {
    say(Frames.DROP, new byte[0], 0, 0);
    return true;
  }

  private void say(char kind, byte[] octets, int offset, int length) throws IOException {
    try {
      frames.write(kind, octets, offset, length);
    } catch (IOException broken) {
      throw named(new IOException(child.end(), broken));
    }
  }

  private IOException named(IOException why) {
    return new IOException("%s: %s".formatted(device, why.getMessage()), why);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    feed.drop(new IOException("the line was hung up"));
    child.kill();
    if (lock != null) {
      lock.release();
    }
  }
}
