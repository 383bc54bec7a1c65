package spooler.transport.modem.at;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers that failed so often in a row that they are left alone for a while: a wrong number must
 * not ring at a stranger's every few minutes.
 *
 * <p>It lasts as long as the configuration does. Thread-safe.
 */
public final class Blacklist {
  private final int most;
  private final Duration rest;
  private final Clock clock;
  private final Map<String, Failures> failures = new HashMap<>(); // guarded by this

  private record Failures(int count, Instant until) {}

  /**
   * Nothing is on it.
   *
   * @param most failures in a row that put a number on it; 0 for never
   * @param rest how long it stays there
   */
  public Blacklist(int most, Duration rest, Clock clock) {
    this.most = most;
    this.rest = rest;
    this.clock = clock;
  }

  /**
   * Refuses a number that is on it.
   *
   * @throws IOException that says until when
   */
  public synchronized void check(String number) throws IOException {
    Failures known = failures.get(number);
    if (known != null && known.until().isAfter(clock.instant())) {
      throw new IOException(
          "%s failed %d times in a row and is not dialled until %s"
              .formatted(number, known.count(), known.until()));
    }
  }

  /** It failed once more. */
  public synchronized void failed(String number) {
    Failures known = failures.getOrDefault(number, new Failures(0, Instant.MIN));
    int count = known.count() + 1;
    boolean full = most > 0 && count >= most;
    failures.put(number, new Failures(count, full ? clock.instant().plus(rest) : Instant.MIN));
  }

  /** It worked: all is forgotten. */
  public synchronized void worked(String number) {
    failures.remove(number);
  }

  /** Somebody says that it has been put right. */
  public synchronized void clear() {
    failures.clear();
  }
}
