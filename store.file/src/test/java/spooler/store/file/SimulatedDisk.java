package spooler.store.file;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import spooler.store.file.Trouble.Operation;

/**
 * A disk in memory that knows what a power cut would leave: file contents as they were last forced
 * and a random half of the 512-byte sectors written since; of names that changed since their folder
 * was last forced, each as it was or as it became, whatever became of the others. After a force
 * that failed nothing writes what it should have written. Folders themselves are taken for safe.
 *
 * <p>Synchronized throughout.
 */
final class SimulatedDisk implements Disk {
  private final Map<Path, SimulatedFile> names = new HashMap<>();
  private final Map<Path, SimulatedFile> safeNames = new HashMap<>();
  private final Set<Path> locked = new HashSet<>();
  private boolean lies;
  private long size = Long.MAX_VALUE;
  private Trouble trouble = Trouble.NONE;

  /** From now on this goes wrong. */
  synchronized void suffer(Trouble next) {
    trouble = next;
  }

  /** From now on this many bytes are free. */
  synchronized void leave(long free) {
    size = used() + free;
  }

  /** What all files take. */
  synchronized long used() {
    return names.values().stream().mapToLong(file -> file.bytes().length).sum();
  }

  /** What files with names like these take. */
  synchronized long used(Predicate<Path> which) {
    return names.entrySet().stream()
        .filter(name -> which.test(name.getKey()))
        .mapToLong(name -> name.getValue().bytes().length)
        .sum();
  }

  @Override
  public synchronized long freeBytes(Path folder) {
    return size - used();
  }

  /** From now on forces are answered, but not done. */
  synchronized void lie() {
    lies = true;
  }

  /** The disk that the next process finds when one was killed: nothing is lost, nor forced. */
  synchronized SimulatedDisk afterKill() {
    SimulatedDisk next = new SimulatedDisk();
    next.names.putAll(names);
    next.safeNames.putAll(safeNames);
    next.lies = lies;
    return next;
  }

  /** The disk that is found when the power is back. */
  synchronized SimulatedDisk afterPowerCut(Random random) {
    SimulatedDisk next = new SimulatedDisk();
    Map<SimulatedFile, SimulatedFile> images = new HashMap<>();
    Set<Path> all = new HashSet<>(names.keySet());
    all.addAll(safeNames.keySet());
    for (Path path : all.stream().sorted().toList()) {
      SimulatedFile file = random.nextBoolean() ? names.get(path) : safeNames.get(path);
      if (file != null) {
        SimulatedFile image =
            images.computeIfAbsent(file, original -> original.afterPowerCut(random));
        next.names.put(path, image);
        next.safeNames.put(path, image);
      }
    }
    next.lies = lies;
    return next;
  }

  /** Another one with the same files, all of them safe. */
  synchronized SimulatedDisk copy() {
    SimulatedDisk copy = new SimulatedDisk();
    names.forEach((path, file) -> copy.names.put(path, new SimulatedFile(file.bytes())));
    copy.safeNames.putAll(copy.names);
    return copy;
  }

  /** The file of that name. */
  synchronized SimulatedFile file(Path path) throws IOException {
    SimulatedFile file = names.get(path);
    if (file == null) {
      throw new FileNotFoundException(path.toString());
    }
    return file;
  }

  private void change(Operation operation, Path file) throws IOException {
    trouble.before(operation, file);
  }

  @Override
  public void createFolder(Path folder) {
    // Folders are there once a file is.
  }

  @Override
  public synchronized List<String> list(Path folder) {
    return names.keySet().stream()
        .filter(path -> folder.equals(path.getParent()))
        .map(path -> Objects.requireNonNull(path.getFileName()).toString())
        .toList();
  }

  @Override
  public synchronized long size(Path file) throws IOException {
    return file(file).bytes().length;
  }

  @Override
  public synchronized DiskFile create(Path path) throws IOException {
    change(Operation.CREATE, path);
    names.put(path, new SimulatedFile(new byte[0]));
    return open(path);
  }

  @Override
  public synchronized DiskFile open(Path path) throws IOException {
    return new OpenFile(file(path));
  }

  @Override
  public synchronized InputStream read(Path path, long offset) throws IOException {
    byte[] bytes = file(path).bytes();
    int start = (int) Math.min(offset, bytes.length);
    return new ByteArrayInputStream(bytes, start, bytes.length - start);
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    change(Operation.RENAME, to);
    names.put(to, file(from));
    names.remove(from);
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    change(Operation.DELETE, file);
    names.remove(file);
  }

  @Override
  public synchronized void forceDirectory(Path folder) throws IOException {
    change(Operation.FORCE_FOLDER, folder);
    if (!lies) {
      safeNames.keySet().removeIf(path -> folder.equals(path.getParent()));
      names.forEach((path, file) -> keepName(folder, path, file));
    }
  }

  private void keepName(Path folder, Path path, SimulatedFile file) {
    if (folder.equals(path.getParent())) {
      safeNames.put(path, file);
    }
  }

  @Override
  public synchronized Closeable lock(Path file) throws IOException {
    if (!locked.add(file)) {
      throw new LockHeldException("another store");
    }
    return () -> unlock(file);
  }

  private synchronized void unlock(Path file) {
    locked.remove(file);
  }

  private final class OpenFile implements DiskFile {
    private final SimulatedFile file;

    OpenFile(SimulatedFile file) {
      this.file = file;
    }

    /** It may have been renamed since it was opened. */
    private Path path() {
      return names.entrySet().stream()
          .filter(name -> name.getValue() == file)
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse(Path.of("deleted"));
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
      byte[] bytes = new byte[source.remaining()];
      source.get(bytes);
      synchronized (SimulatedDisk.this) {
        @Nullable IOException failure = attempt(Operation.WRITE);
        int part = failure == null ? bytes.length : bytes.length / 2;
        file.write((int) offset, Arrays.copyOf(bytes, part));
        rethrow(failure);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (SimulatedDisk.this) {
        change(Operation.TRUNCATE, path());
        file.truncate((int) size);
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (SimulatedDisk.this) {
        @Nullable IOException failure = attempt(Operation.FORCE);
        if (failure != null) {
          file.failForce();
        } else if (!lies) {
          file.force();
        }
        rethrow(failure);
      }
    }

    private @Nullable IOException attempt(Operation operation) {
      try {
        change(operation, path());
        return null;
      } catch (IOException e) {
        return e;
      }
    }

    private static void rethrow(@Nullable IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void close() {
      // Nothing is durable by being closed.
    }
  }
}
