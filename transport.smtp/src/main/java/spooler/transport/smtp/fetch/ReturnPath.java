package spooler.transport.smtp.fetch;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;

/**
 * Who a message in a mailbox came from: the line that final delivery has put at its top (RFC 5321,
 * 4.4). Looks at the first octets only.
 */
final class ReturnPath {
  private static final int FIRST = 8 * 1024;

  private static final Pattern LINE =
      Pattern.compile("return-path:[ \\t]*<([^<>]+)>[ \\t]*", Pattern.CASE_INSENSITIVE);

  private final byte[] start = new byte[FIRST];
  private int length;

  /** More of the message. */
  void look(byte[] block, int offset, int count) {
    int taken = Math.min(count, FIRST - length);
    System.arraycopy(block, offset, start, length, taken);
    length += taken;
  }

  /** The address; null for nobody, or when it cannot be told. */
  @Nullable Address address() {
    return new String(start, 0, length, StandardCharsets.UTF_8)
        .lines()
        .takeWhile(line -> !line.isEmpty()) // ends the header
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(line -> addressIn(line.group(1)))
        .orElse(null);
  }

  private static @Nullable Address addressIn(String text) {
    try {
      return Address.smtp(text.strip());
    } catch (IllegalArgumentException odd) { // then nobody is told of anything
      return null;
    }
  }
}
