package spooler.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * What the disk can do at best: one writer, one fdatasync for each piece, in a zero-filled file.
 */
final class RawDisk {
  private static final int FILE = 64 << 20;

  private RawDisk() {}

  /** Pieces a second. */
  static double syncsPerSecond(Path folder, int piece, Duration limit) throws IOException {
    Path path = folder.resolve("raw");
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      zeroFill(file);
      ByteBuffer bytes = ByteBuffer.allocateDirect(piece);
      long start = System.nanoTime();
      long end = start + limit.toNanos();
      int count = 0;
      while (System.nanoTime() < end) {
        file.write(bytes.rewind(), (long) count * piece % (FILE - piece));
        file.force(false);
        count++;
      }
      return count / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void zeroFill(FileChannel file) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
    for (long at = 0; at < FILE; at += zeros.capacity()) {
      file.write(zeros.rewind(), at);
    }
    file.force(true);
  }
}
