package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * All the store asks of a file system, so that a test can make it fail on cue or cut its power.
 *
 * <p>Nothing but {@link DiskFile#force} makes bytes durable, and nothing but {@link
 * #forceDirectory} makes names durable: what was created, renamed or deleted.
 *
 * <p><b>Threads:</b> any.
 */
interface Disk extends Closeable {
  /** Makes a folder, and those above it, for the owner only; does nothing when it is there. */
  void createFolder(Path folder) throws IOException;

  /** The names in a folder. */
  List<String> list(Path folder) throws IOException;

  /** How long a file is. */
  long size(Path file) throws IOException;

  /** How much is free, to this user, on the disk that a folder is on. */
  long freeBytes(Path folder) throws IOException;

  /** An empty file for writing; one that is there is emptied. */
  DiskFile create(Path file) throws IOException;

  /** A file that is there, for writing. */
  DiskFile open(Path file) throws IOException;

  /** Reads a file from an offset on; not disturbed by interrupts, nor when the file is deleted. */
  InputStream read(Path file, long offset) throws IOException;

  /** Reads so many bytes at once, of a file that is read often; fewer only where it ends. */
  default byte[] read(Path file, long offset, int length) throws IOException {
    try (InputStream in = read(file, offset)) {
      return in.readNBytes(length);
    }
  }

  /** Renames within a folder, at once, over whatever had the new name. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file; does nothing when it is not there. */
  void delete(Path file) throws IOException;

  /** Makes the names in a folder durable. */
  void forceDirectory(Path folder) throws IOException;

  /**
   * Locks a file against other processes until it is closed.
   *
   * @throws LockHeldException when another has it
   */
  Closeable lock(Path file) throws IOException;

  /** Gives free what it keeps at hand; it can be used all the same. */
  @Override
  default void close() throws IOException {}

  /** Somebody else has the lock. */
  final class LockHeldException extends IOException {
    private static final long serialVersionUID = 1;

    private final String owner;

    LockHeldException(String owner) {
      super("held by " + owner);
      this.owner = owner;
    }

    /** Who has it, for people. */
    String owner() {
      return owner;
    }
  }
}
