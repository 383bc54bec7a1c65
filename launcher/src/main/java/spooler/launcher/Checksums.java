package spooler.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The checksums of the bundles' files, and a file that remembers them. Sizes and times would not
 * do: reproducible jars of two versions may have both in common.
 */
final class Checksums {
  private final Path file;

  Checksums(Path file) {
    this.file = file;
  }

  /** SHA-256 of a file, in hexadecimal. */
  static String of(Path jar) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
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
      lines.store(out, "What the framework has of bundles/: SHA-256 of each file");
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
