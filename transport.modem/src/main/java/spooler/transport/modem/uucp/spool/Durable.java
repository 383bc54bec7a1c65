package spooler.transport.modem.uucp.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that are there after a power cut, whole or not at all: write, force, rename, force the
 * folder. Any thread.
 */
final class Durable {
  private Durable() {}

  /** Writes a small text file. */
  static void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING)) {
      ByteBuffer octets = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
    move(unfinished, file);
  }

  /** Renames a file whose content is forced already. */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
    force(folderOf(to));
    if (!folderOf(from).equals(folderOf(to))) {
      force(folderOf(from));
    }
  }

  /** Deletes a file, if it is there. */
  static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      force(folderOf(file));
    }
  }

  /** Makes a folder with all above it. */
  static void folder(Path folder) throws IOException {
    Files.createDirectories(folder);
    force(folderOf(folder));
  }

  /** Forces the entries of a folder. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is the root of a file system");
    }
    return parent;
  }
}
