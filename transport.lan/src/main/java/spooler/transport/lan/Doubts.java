package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import spooler.api.MessageId;
import spooler.maildir.kit.Disk;

/**
 * Which messages may have been delivered already, because a try was cut short: by a crash, a power
 * cut, or the share.
 *
 * <p>Ids of messages ascend. So it is enough to keep a number that is above all ids that were ever
 * tried: in the next run every id up to it is in doubt, and none above it. It is written ahead, so
 * that this costs one forced write in a minute or so. <br>
 * <b>Threads:</b> any; guarded by {@code this}.
 */
final class Doubts {
  /** Ids of about a minute, as the stores that there are hand them out. */
  private static final long AHEAD = 1L << 36;

  private static final int MOST = 10_000;

  private final Path file;
  private final Disk disk;
  private final long before;
  private final Set<String> failed = new HashSet<>(); // guarded by this
  private final Map<String, Boolean> delivered = bounded(); // in this run; guarded by this
  private boolean overflown; // guarded by this
  private long written; // guarded by this

  private Doubts(Path file, Disk disk, long before) {
    this.file = file;
    this.disk = disk;
    this.before = before;
    this.written = before;
  }

  /** Reads what earlier runs wrote into that folder. */
  static Doubts open(Path folder, Disk disk) throws IOException {
    Path file = folder.resolve("tried");
    return new Doubts(file, disk, read(file));
  }

  private static long read(Path file) throws IOException {
    try {
      return Long.parseLong(Files.readString(file, US_ASCII).strip());
    } catch (NoSuchFileException first) {
      return 0;
    } catch (NumberFormatException damaged) {
      return Long.MAX_VALUE; // then all are in doubt, which costs time only
    }
  }

  /** Whether an earlier run may have delivered it. */
  boolean isFromBefore(MessageId id) {
    return id.value() <= before;
  }

  /** Whether a try in this run may have delivered it. */
  synchronized boolean hasFailed(String key) {
    return overflown || failed.contains(key);
  }

  /** It is about to be tried. When this returns, that is known to later runs. */
  synchronized void trying(MessageId id) throws IOException {
    if (id.value() <= written) {
      return;
    }
    long ahead = Math.max(id.value(), id.value() + AHEAD);
    Replaced.write(disk, file, Long.toString(ahead));
    written = ahead;
  }

  /** A try was cut short, and nobody knows how far it came. */
  synchronized void failed(String key) {
    overflown |= failed.size() >= MOST;
    if (!overflown) {
      failed.add(key);
    }
  }

  /** It is known to be delivered. */
  synchronized void delivered(String key) {
    failed.remove(key);
    delivered.put(key, true);
  }

  /** Whether it is one of the last that are known to be delivered in this run. */
  synchronized boolean wasDelivered(String key) {
    return delivered.containsKey(key);
  }

  private static Map<String, Boolean> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
        return size() > MOST;
      }
    };
  }
}
