package spooler.store.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import spooler.api.store.StoreException;

/**
 * The folder with the bodies that are too long for the log, a file for each: first {@code
 * NUMBER.part}, and {@code NUMBER.body} once it is complete.
 *
 * <p>What is left behind by a crash, or by a body nobody appended, goes when the store is opened.
 *
 * <p><b>Threads:</b> any.
 */
final class BodyFolder {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");
  private static final String COMPLETE = ".body";
  private static final String PART = ".part";

  private final Disk disk;
  private final Path folder;
  private final AtomicLong lastNumber = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final ConcurrentSkipListMap<Long, Long> needed = new ConcurrentSkipListMap<>();

  BodyFolder(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /** Numbers files from here on: larger than in all earlier generations. */
  void begin(int generation) {
    lastNumber.set((long) generation << 32);
  }

  long newNumber() {
    return lastNumber.incrementAndGet();
  }

  /** Where a complete body is. */
  Path file(long number) {
    return folder.resolve(name(number, COMPLETE));
  }

  private Path part(long number) {
    return folder.resolve(name(number, PART));
  }

  private static String name(long number, String suffix) {
    return "%016x%s".formatted(number, suffix);
  }

  DiskFile create(long number) throws IOException {
    return disk.create(part(number));
  }

  /** Gives a forced part its final name, durably. */
  void keep(long number) throws IOException {
    disk.rename(part(number), file(number));
    disk.forceDirectory(folder);
  }

  /** A part has grown by so many bytes. */
  void grew(long more) {
    bytes.addAndGet(more);
  }

  /** What its files take, in bytes. */
  long bytes() {
    return bytes.get();
  }

  /**
   * Throws an unfinished part away.
   *
   * @param length to which it grew
   */
  void discard(long number, DiskFile file, long length) {
    try {
      file.close();
      disk.delete(part(number));
      bytes.addAndGet(-length);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "left for the next start to remove: " + part(number), e);
    }
  }

  /** A message of the queue needs this body, if it is a file here. */
  void enter(Body body) {
    if (body.ownFile() != 0) {
      needed.put(body.ownFile(), body.length());
    }
  }

  /** No message needs this body any more: its file goes, if it is one here. */
  void leave(Body body) {
    if (body.ownFile() != 0) {
      forget(body);
      delete(body.file(), body.length());
    }
  }

  /** Throws a complete body away that no message has been given; does nothing for file 0. */
  void throwAway(long number, long length) {
    if (number != 0) {
      delete(file(number), length);
    }
  }

  /** No message needs this body any more: its file goes with the next sweep. */
  void forget(Body body) {
    needed.remove(body.ownFile());
  }

  /** These files are needed, with these lengths. */
  void start(Map<Long, Long> files) {
    needed.putAll(files);
  }

  private void delete(Path file, long length) {
    try {
      disk.delete(file);
      bytes.addAndGet(-length);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "left for the next start to remove: " + file, e);
    }
  }

  /** The files that messages of the queue need, and their lengths; changed by enter and leave. */
  SortedMap<Long, Long> needed() {
    return needed;
  }

  /**
   * Deletes what no message needs, and checks that the rest is complete. An empty file in the place
   * of a lost one is how an operator says to go on without it.
   *
   * @throws StoreException when a body that is needed is not there as it was written
   */
  void sweep() throws IOException {
    Set<String> present = Set.copyOf(disk.list(folder));
    for (String name : present) {
      if (!needed.containsKey(numberIn(name))) {
        disk.delete(folder.resolve(name));
      }
    }
    for (Map.Entry<Long, Long> file : needed.entrySet()) {
      expect(file.getKey(), file.getValue(), present);
    }
    bytes.set(needed.values().stream().mapToLong(Long::longValue).sum());
  }

  private void expect(long number, long length, Set<String> present) throws IOException {
    long size = present.contains(name(number, COMPLETE)) ? disk.size(file(number)) : -1;
    if (size != length && size != 0) {
      throw new StoreException(
          ("%s is not there with its %d bytes, and a waiting message needs it: bring it back from"
                  + " a backup, or put an empty file in its place and cancel that message")
              .formatted(file(number), length));
    }
  }

  /** The number in a complete body's name; 0 when it is none's. */
  private static long numberIn(String name) {
    return name.matches("[0-9a-f]{16}\\" + COMPLETE)
        ? Long.parseUnsignedLong(name.substring(0, 16), 16)
        : 0;
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
