package spooler.store.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

  /** Throws an unfinished part away. */
  void discard(long number, DiskFile file) {
    try {
      file.close();
      disk.delete(part(number));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "left for the next start to remove: " + part(number), e);
    }
  }

  /** Deletes a body that no message needs any more. */
  void delete(Path file) {
    try {
      disk.delete(file);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "left for the next start to remove: " + file, e);
    }
  }

  /**
   * Deletes what no message names, and checks that the rest is complete. An empty file in the place
   * of a lost one is how an operator says to go on without it.
   *
   * @throws StoreException when a body that is needed is not there as it was written
   */
  void sweep(Collection<Body> needed) throws IOException {
    Map<String, Body> named = new HashMap<>();
    needed.stream().filter(Body::hasOwnFile).forEach(body -> named.put(nameOf(body), body));
    Set<String> present = Set.copyOf(disk.list(folder));
    for (String name : present) {
      if (!named.containsKey(name)) {
        disk.delete(folder.resolve(name));
      }
    }
    for (Body body : named.values()) {
      long size = present.contains(nameOf(body)) ? disk.size(body.file()) : -1;
      if (size != body.length() && size != 0) {
        throw new StoreException(
            ("%s is not there with its %d bytes, and a waiting message needs it: bring it back from"
                    + " a backup, or put an empty file in its place and cancel that message")
                .formatted(body.file(), body.length()));
      }
    }
  }

  private static String nameOf(Body body) {
    return body.file().getFileName().toString();
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
