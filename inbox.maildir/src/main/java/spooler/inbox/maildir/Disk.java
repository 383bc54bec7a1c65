package spooler.inbox.maildir;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The three operations that make a delivery durable. */
interface Disk {
  /** The disk there is. */
  Disk REAL = new Disk() {};

  /** Forces a file's bytes and length to stable storage. */
  default void force(FileChannel file, Path path) throws IOException {
    file.force(true);
  }

  /** Moves a file within one file system: readers see it whole, or not at all. */
  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Forces a directory's entries to stable storage. Windows has no such call; its file system keeps
   * a journal of them.
   */
  default void forceDirectory(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
