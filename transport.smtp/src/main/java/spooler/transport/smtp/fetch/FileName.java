package spooler.transport.smtp.fetch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A name for the file of an account: readable, safe on every file system, and its own. */
final class FileName {
  private static final int LONGEST_READABLE = 100;

  private FileName() {}

  /** The account as far as it fits, and enough of its SHA-256 to tell it from all others. */
  static String of(String account) {
    String readable = account.replaceAll("[^A-Za-z0-9@=._-]", "_");
    return readable.substring(0, Math.min(readable.length(), LONGEST_READABLE))
        + "-"
        + digest(account).substring(0, 16);
  }

  /** SHA-256 in hexadecimal digits. */
  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
