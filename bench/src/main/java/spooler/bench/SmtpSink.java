package spooler.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Postfix's sink, which counts what it takes and keeps nothing. It is a single thread, which large
 * letters keep busy before either server is: so there is one at each of two addresses.
 *
 * <p><b>Threads:</b> one follows the count of each, under the lock of {@code this}; any may wait.
 */
final class SmtpSink implements AutoCloseable {
  /** Where it listens, on one port. */
  static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2");

  private static final Pattern COUNT = Pattern.compile("mesg=(\\d+)");
  private static final long LIMIT_SECONDS = 300;

  private final List<Process> processes = new ArrayList<>();
  private final int port;
  private final long[] counts = new long[ADDRESSES.size()]; // guarded by this
  private boolean ended; // guarded by this

  private SmtpSink(int port) {
    this.port = port;
  }

  static SmtpSink start() throws Exception {
    SmtpSink sink = new SmtpSink(LocalPort.free());
    try {
      for (int i = 0; i < ADDRESSES.size(); i++) {
        sink.start(i);
      }
    } catch (Exception failed) {
      sink.close();
      throw failed;
    }
    return sink;
  }

  private void start(int number) throws Exception {
    String address = ADDRESSES.get(number);
    Process process;
    try {
      process =
          new ProcessBuilder("smtp-sink", "-c", "-u", user(), address + ":" + port, "1000")
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      throw new IllegalStateException("no smtp-sink: install the package postfix", missing);
    }
    processes.add(process);
    Thread follower = new Thread(() -> follow(process, number), "count");
    follower.setDaemon(true);
    follower.start();
    LocalPort.await(InetAddress.getByName(address), port, "smtp-sink", process);
  }

  /** It does not run as root; nobody else may change to another user. */
  private static String user() {
    String own = System.getProperty("user.name");
    return own.equals("root") ? "nobody" : own;
  }

  /** It ends each count with a CR, which ends a line for this reader. */
  private void follow(Process process, int number) {
    try (BufferedReader counts =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = counts.readLine(); line != null; line = counts.readLine()) {
        Matcher found = COUNT.matcher(line);
        if (found.find()) {
          show(number, Long.parseLong(found.group(1)));
        }
      }
    } catch (IOException closed) {
      System.err.println("smtp-sink: " + closed.getMessage());
    } finally {
      end();
    }
  }

  private synchronized void show(int number, long now) {
    counts[number] = now;
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
    return Arrays.stream(counts).sum();
  }

  /** Waits till it has taken so many in all. */
  synchronized void await(long wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (count() < wanted) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0 || ended) {
        throw new IllegalStateException("%,d of %,d arrived".formatted(count(), wanted));
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
