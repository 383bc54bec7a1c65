package spooler.transport.lan;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the share, in words for the status table.
 *
 * <p><b>Threads:</b> any; fields are guarded by {@code this}, which is not held while the share is
 * asked.
 */
final class ShareState {
  private static final Duration LASTS = Duration.ofSeconds(30);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final PostOffice office;
  private final Clock clock;
  private long free = -1; // guarded by this
  private int mailboxes = -1; // guarded by this
  private long lookedAt; // guarded by this
  private @Nullable Instant delivered; // guarded by this

  ShareState(PostOffice office, Clock clock) {
    this.office = office;
    this.clock = clock;
  }

  /** Looks at the share again, if it is time to. */
  void look() throws IOException {
    synchronized (this) {
      if (free >= 0 && System.nanoTime() - lookedAt < LASTS.toNanos()) {
        return;
      }
    }
    long bytes = office.disk().freeBytes(office.folder());
    int count = office.mailboxes().size();
    synchronized (this) {
      free = bytes;
      mailboxes = count;
      lookedAt = System.nanoTime();
    }
  }

  /** A message was delivered now. */
  synchronized void delivered() {
    delivered = clock.instant();
  }

  /** When a message was delivered last, as far as this run knows. */
  synchronized @Nullable Instant lastDelivery() {
    return delivered;
  }

  /** All of it. */
  synchronized String text(int refused) {
    StringBuilder text = new StringBuilder("post office ").append(office.folder());
    if (free >= 0) {
      text.append(": ").append(bytes(free)).append(" free, ").append(count(mailboxes, "mailbox"));
    }
    text.append(", last delivery ")
        .append(
            delivered == null
                ? "none yet"
                : MINUTE.format(delivered.atZone(ZoneId.systemDefault())));
    if (!office.disk().isForcingDirectories()) {
      text.append(", directories are not forced there");
    }
    if (refused > 0) {
      text.append(", ").append(count(refused, "file")).append(" left alone (see the log)");
    }
    return text.toString();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : what.endsWith("x") ? "es" : "s");
  }

  /** A size as people read it, such as {@code 12.3 GiB}. */
  static String bytes(long number) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = number;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0
        ? number + " B"
        : String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }
}
