package spooler.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Postfix's sink, which counts what it takes and keeps nothing.
 *
 * <p><b>Threads:</b> one follows its count, under the lock of {@code this}; any may wait for it.
 */
final class SmtpSink implements AutoCloseable {
  private static final Pattern COUNT = Pattern.compile("mesg=(\\d+)");
  private static final long LIMIT_SECONDS = 300;

  private final Process process;
  private final int port;
  private long count; // guarded by this
  private boolean ended; // guarded by this

  private SmtpSink(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static SmtpSink start() throws Exception {
    int port = LocalPort.free();
    Process process;
    try {
      process =
          new ProcessBuilder("smtp-sink", "-c", "-u", user(), "127.0.0.1:" + port, "1000")
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      throw new IllegalStateException("no smtp-sink: install the package postfix", missing);
    }
    SmtpSink sink = new SmtpSink(process, port);
    Thread follower = new Thread(sink::follow, "count");
    follower.setDaemon(true);
    follower.start();
    LocalPort.await(port, "smtp-sink", process);
    return sink;
  }

  /** It does not run as root; nobody else may change to another user. */
  private static String user() {
    String own = System.getProperty("user.name");
    return own.equals("root") ? "nobody" : own;
  }

  /** It ends each count with a CR, which ends a line for this reader. */
  private void follow() {
    try (BufferedReader counts =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = counts.readLine(); line != null; line = counts.readLine()) {
        Matcher found = COUNT.matcher(line);
        if (found.find()) {
          show(Long.parseLong(found.group(1)));
        }
      }
    } catch (IOException closed) {
      System.err.println("smtp-sink: " + closed.getMessage());
    } finally {
      end();
    }
  }

  private synchronized void show(long now) {
    count = now;
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  int port() {
    return port;
  }

  /** How many messages it has taken. */
  synchronized long count() {
    return count;
  }

  /** Waits till it has taken so many in all. */
  synchronized void await(long wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (count < wanted) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0 || ended) {
        throw new IllegalStateException("%,d of %,d arrived".formatted(count, wanted));
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
