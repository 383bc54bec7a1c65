package spooler.maildir.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import spooler.api.Address;

/**
 * The folder of an address: {@code bob@example.org} for Internet mail, {@code lan=bob} for another
 * type.
 *
 * <p><b>Case:</b> none; Bob@Example.org and bob@example.org are one mailbox. RFC 5321 section 2.4
 * lets a host tell local parts apart by case; this one does not, as hardly any does, and as no two
 * folders may differ by case alone on every file system. <br>
 * <b>Safety:</b> all but {@code a-z 0-9 @ _ + -} and inner dots becomes a percent sign and the two
 * hexadecimal digits of each UTF-8 byte. So a name has no separator, does not begin with a dot, and
 * is no device of Windows; two addresses that differ have two folders.
 */
public final class MailboxName {
  /** Longest name of a file on nearly every file system, bytes. */
  private static final int LONGEST = 255;

  /** Devices of Windows, whatever stands behind a dot. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private MailboxName() {}

  /**
   * The name.
   *
   * @throws IOException when it is too long for a folder
   */
  public static String of(Address address) throws IOException {
    String type = address.type().equals(Address.SMTP) ? "" : lowerCase(address.type()) + "=";
    return shortEnough(type + encode(lowerCase(address.value())));
  }

  /**
   * The name of a mailbox that belongs to a name rather than to an address.
   *
   * @throws IOException when it is too long for a folder
   */
  public static String of(String name) throws IOException {
    return shortEnough(encode(lowerCase(name)));
  }

  private static String shortEnough(String name) throws IOException {
    if (name.length() > LONGEST) {
      throw new IOException(
          "the mailbox of %s... would need a name of %d characters, %d are the most"
              .formatted(name.substring(0, 40), name.length(), LONGEST));
    }
    return name;
  }

  private static String lowerCase(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private static String encode(String text) {
    boolean device = DEVICE.matcher(text).matches();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder name = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      boolean edge = i == 0 || i == bytes.length - 1;
      if (isPlain(bytes[i]) || (bytes[i] == '.' && !edge)) {
        name.append(device && i == 0 ? escaped(bytes[i]) : (char) bytes[i]);
      } else {
        name.append(escaped(bytes[i]));
      }
    }
    return name.toString();
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || "@_+-".indexOf(b) >= 0;
  }

  private static String escaped(byte b) {
    return "%%%02x".formatted(b & 0xff);
  }
}
