package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.Folders;

/** Small files that a crash leaves as they were, or as they are to be. */
final class Replaced {
  private Replaced() {}

  /** Writes it beside, forces it, renames it into place, and forces the folder. */
  static void write(Disk disk, Path file, String text) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(aside);
    try (FileChannel to = disk.create(aside, Folders.privateFile(file))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      disk.force(to, aside);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    disk.forceDirectory(file.resolveSibling(".").normalize());
  }
}
