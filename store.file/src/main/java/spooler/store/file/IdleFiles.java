package spooler.store.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads short pieces of files, and keeps the last few files open: opening one takes several times
 * as long as reading a body from it.
 *
 * <p>A plain file, because an interrupt closes a channel under its reader and a plain file not.
 *
 * <p><b>Threads:</b> any; those that read at the same time have a file each. The files at rest are
 * guarded by {@code this}, which is not held while one is read. <br>
 * <b>Failure:</b> a file on which a read has failed is closed. One that was deleted or renamed must
 * be {@linkplain #forget forgotten}, or its bytes stay on the disk and would be read on.
 */
final class IdleFiles {
  private static final int MOST = 8;

  private final ArrayDeque<Idle> idle = new ArrayDeque<>(MOST); // the last used first
  private long changes;

  private record Idle(Path path, RandomAccessFile file, long changes) {}

  /** Reads so many bytes; fewer only where the file ends. */
  byte[] read(Path path, long offset, int length) throws IOException {
    Idle taken = take(path);
    boolean whole = false;
    try {
      byte[] bytes = read(taken.file, offset, length);
      whole = true;
      return bytes;
    } finally {
      if (!whole || !put(taken)) {
        taken.file.close();
      }
    }
  }

  private static byte[] read(RandomAccessFile file, long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(offset);
    int count = 0;
    while (count < length) {
      int more = file.read(bytes, count, length - count);
      if (more < 0) {
        return Arrays.copyOf(bytes, count);
      }
      count += more;
    }
    return bytes;
  }

  private Idle take(Path path) throws IOException {
    long now;
    synchronized (this) {
      for (Idle each : idle) {
        if (each.path.equals(path)) {
          idle.remove(each);
          return new Idle(path, each.file, changes); // nobody has forgotten it so far
        }
      }
      now = changes;
    }
    return new Idle(path, new RandomAccessFile(path.toFile(), "r"), now);
  }

  /** Keeps it, unless a name has changed since it was opened; the one unused longest goes. */
  private boolean put(Idle used) throws IOException {
    Idle last = null;
    synchronized (this) {
      if (used.changes != changes) {
        return false;
      }
      if (idle.size() == MOST) {
        last = idle.removeLast();
      }
      idle.addFirst(used);
    }
    if (last != null) {
      last.file.close();
    }
    return true;
  }

  /** This name is about to stand for something else, or for nothing. */
  void forget(Path path) throws IOException {
    forget(each -> each.path.equals(path));
  }

  /** Closes what is at rest. */
  void forgetAll() throws IOException {
    forget(each -> true);
  }

  private void forget(Predicate<Idle> forgotten) throws IOException {
    List<Idle> closing;
    synchronized (this) {
      changes++;
      closing = idle.stream().filter(forgotten).toList();
      idle.removeAll(closing);
    }
    for (Idle each : closing) {
      each.file.close();
    }
  }
}
