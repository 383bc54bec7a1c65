package spooler.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What a disk can do at best that takes messages as a Maildir does: write a file, force it, rename
 * it into another folder, force that folder.
 */
record RawMaildir(Path tmp, Path fresh, int size) {
  /** In folders that are made for it. */
  static RawMaildir in(Path folder, int size) throws IOException {
    return new RawMaildir(
        Files.createDirectories(folder.resolve("tmp")),
        Files.createDirectories(folder.resolve("new")),
        size);
  }

  /** Delivers one, under a name that nothing has. */
  void deliver(String name) throws IOException {
    Path file = tmp.resolve(name);
    try (FileChannel to =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      to.write(ByteBuffer.allocate(size));
      to.force(true);
    }
    Files.move(file, fresh.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(fresh, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
