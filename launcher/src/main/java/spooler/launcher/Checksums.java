package spooler.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * The checksums of the bundles' files, and a file that remembers them. Sizes and times would not
 * do: reproducible jars of two versions may have both in common. Every start waits for this, so it
 * is a sum that a processor computes by itself; nobody is kept out by it.
 */
final class Checksums {
  private final Path file;

  Checksums(Path file) {
    this.file = file;
  }

  /** Size and CRC-32C of a file, in hexadecimal. */
  static String of(Path jar) throws IOException {
    CRC32C sum = new CRC32C();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(jar), sum)) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return "%x-%08x".formatted(size, sum.getValue());
    }
  }

  /** What was last written; empty when there is nothing. */
  Map<String, String> read() throws IOException {
    Properties lines = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        lines.load(in);
      }
    }
    Map<String, String> checksums = new TreeMap<>();
    lines.forEach((location, checksum) -> checksums.put((String) location, (String) checksum));
    return checksums;
  }

  /**
   * Replaces what was written. Not forced: a memory that is lost or old only costs one needless
   * update of each bundle.
   */
  void write(Map<String, String> checksums) throws IOException {
    Properties lines = new Properties();
    lines.putAll(checksums);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      lines.store(out, "What the framework has of bundles/: size and CRC-32C of each file");
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
