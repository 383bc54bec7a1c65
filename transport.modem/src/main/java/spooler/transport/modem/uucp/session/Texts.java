package spooler.transport.modem.uucp.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands and answers that come in pieces, one per channel, each with a NUL at its end. */
final class Texts {
  private static final int LONGEST = 64 * 1024;

  private final Map<Integer, ByteArrayOutputStream> pieces = new HashMap<>();

  /** Takes a piece; the text if that was the last, else null. What comes after NUL is filling. */
  @Nullable String add(int channel, byte[] octets) throws IOException {
    int length = 0;
    while (length < octets.length && octets[length] != 0) {
      length++;
    }
    ByteArrayOutputStream text = pieces.computeIfAbsent(channel, n -> new ByteArrayOutputStream());
    if (text.size() + length > LONGEST) {
      throw new IOException("a command of more than %d octets".formatted(LONGEST));
    }
    text.write(octets, 0, length);
    if (length == octets.length) {
      return null;
    }
    pieces.remove(channel);
    return text.toString(ISO_8859_1);
  }
}
