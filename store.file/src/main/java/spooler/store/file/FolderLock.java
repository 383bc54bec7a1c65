package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import spooler.api.store.StoreException;

/** Keeps a spooler away from a folder that a tool works on. */
final class FolderLock {
  private FolderLock() {}

  /**
   * Locks a spool folder until it is closed.
   *
   * @throws StoreException when a process uses it, or it is no spool folder
   */
  static Closeable take(Disk disk, Path folder) {
    try {
      if (disk.list(folder).stream().noneMatch(name -> Segment.numberIn(name) > 0)) {
        throw new StoreException(
            "%s is no spool folder: there is no segment in it; name another one".formatted(folder));
      }
      return disk.lock(folder.resolve("lock"));
    } catch (Disk.LockHeldException e) {
      throw new StoreException(
          "%s is in use by %s: stop it, then try again".formatted(folder, e.owner()), e);
    } catch (IOException e) {
      throw new StoreException("cannot use %s as spool folder: %s".formatted(folder, e), e);
    }
  }
}
