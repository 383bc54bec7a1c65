package spooler.transport.lan;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much is in the mailboxes.
 *
 * <p>A look lasts a minute, to which what this spooler delivers is added; so two spoolers can
 * exceed a quota by what they deliver in that time. Sizes are read from the names that tell them,
 * else asked for. <br>
 * <b>Threads:</b> any; guarded by {@code this}, which is not held while the share is asked.
 */
final class Usages {
  private static final Duration LASTS = Duration.ofMinutes(1);
  private static final int MOST = 1000;

  private final PostOffice office;
  private final String separator;
  private final Map<String, Look> looks = new LinkedHashMap<>(); // guarded by this

  private record Look(Usage usage, long at) {
    boolean lasts() {
      return System.nanoTime() - at < LASTS.toNanos();
    }
  }

  Usages(PostOffice office, String separator) {
    this.office = office;
    this.separator = separator;
  }

  /** How much is in a mailbox, as of a minute ago at most. */
  Usage of(String mailbox) throws IOException {
    synchronized (this) {
      Look seen = looks.get(mailbox);
      if (seen != null && seen.lasts()) {
        return seen.usage();
      }
    }
    Usage usage = look(mailbox);
    synchronized (this) {
      looks.values().removeIf(look -> !look.lasts());
      if (looks.size() < MOST) {
        looks.put(mailbox, new Look(usage, System.nanoTime()));
      }
    }
    return usage;
  }

  /** One more message was delivered. */
  synchronized void add(String mailbox, long size) {
    looks.computeIfPresent(mailbox, (name, look) -> new Look(look.usage().plus(size), look.at()));
  }

  /** Looks now. */
  Usage look(String mailbox) throws IOException {
    Counter unread = new Counter();
    Counter seen = new Counter();
    Path folder = office.folder().resolve(mailbox);
    count(folder.resolve("new"), unread);
    count(folder.resolve("cur"), seen);
    return new Usage(unread.messages + seen.messages, unread.messages, unread.bytes + seen.bytes);
  }

  private void count(Path directory, Counter counter) throws IOException {
    try {
      office.disk().list(directory, counter::add);
    } catch (NoSuchFileException missing) {
      office.check();
    }
  }

  /** Counts files. */
  private final class Counter {
    private long messages;
    private long bytes;

    void add(Path file) {
      messages++;
      long said = new FileName(String.valueOf(file.getFileName()), separator).size();
      bytes += said >= 0 ? said : sizeOf(file);
    }

    private long sizeOf(Path file) {
      try {
        return office.disk().attributes(file).size();
      } catch (IOException gone) { // moved or deleted since the folder was opened
        return 0;
      }
    }
  }
}
