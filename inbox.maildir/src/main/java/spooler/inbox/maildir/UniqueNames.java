package spooler.inbox.maildir;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names of files that no other delivery of any process on any host gives (the Maildir convention):
 * seconds, then microseconds M, process P, delivery Q, random R, then the host. Safe for any
 * thread.
 */
final class UniqueNames {
  private static final String HOST = host();

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong deliveries = new AtomicLong();

  UniqueNames(Clock clock) {
    this.clock = clock;
  }

  /** The next name. */
  String next() {
    Instant now = clock.instant();
    return "%d.M%06dP%dQ%dR%08x.%s"
        .formatted(
            now.getEpochSecond(),
            now.getNano() / 1000,
            ProcessHandle.current().pid(),
            deliveries.incrementAndGet(),
            random.nextInt(),
            HOST);
  }

  /** The convention writes a slash as \\057 and a colon as \\072. */
  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replace("/", "\\057").replace(":", "\\072");
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }
}
