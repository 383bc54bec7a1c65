package spooler.maildir.kit.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/**
 * The header of a message as it stands in a file, up to and with the empty line (RFC 5322 section
 * 2.2).
 */
public final class MailHeader {
  /** Longest header, bytes: it is the one part of a message that is kept in memory. */
  public static final int LONGEST = 1 << 20;

  private static final Pattern LINE = Pattern.compile("[^\r\n]++[\r\n]*+|[\r\n]++");

  /** White space may stand before the colon (RFC 5322 section 4.5). */
  private static final Pattern BCC = Pattern.compile("(?i)(resent-)?bcc[ \t]*+:");

  private static final MimeConfig LIMITS =
      MimeConfig.custom()
          .setMaxLineLen(LONGEST)
          .setMaxHeaderLen(LONGEST)
          .setMaxHeaderCount(LONGEST)
          .build();

  private final byte[] fields;
  private final byte[] emptyLine;

  private MailHeader(byte[] fields, byte[] emptyLine) {
    this.fields = fields;
    this.emptyLine = emptyLine;
  }

  /**
   * Takes the header off a stream and leaves the body in it.
   *
   * @throws UnclearHeaderException when the header has no end within {@link #LONGEST} bytes
   */
  public static MailHeader read(InputStream message) throws IOException {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    while (fields.size() <= LONGEST) {
      byte[] line = line(message);
      if (isEmpty(line)) {
        return new MailHeader(fields.toByteArray(), line);
      }
      fields.writeBytes(line);
    }
    throw new UnclearHeaderException(
        "", "no empty line within the first %d bytes: it is no message".formatted(LONGEST), null);
  }

  /**
   * The header without its Bcc fields, which are nobody's business but the sender's (RFC 5322
   * section 3.6.3); every other byte as it is. A bare CR counts as the start of a line here: what a
   * later program might take for a Bcc field must not pass either.
   */
  public byte[] withoutBcc() {
    StringBuilder kept = new StringBuilder(fields.length);
    boolean isBcc = false;
    Matcher lines = LINE.matcher(new String(fields, StandardCharsets.ISO_8859_1));
    while (lines.find()) {
      String line = lines.group();
      boolean continues = line.startsWith(" ") || line.startsWith("\t");
      isBcc = continues ? isBcc : BCC.matcher(line).lookingAt();
      kept.append(isBcc ? endOf(line, kept) : line);
    }
    byte[] bytes = kept.toString().getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream header = new ByteArrayOutputStream(bytes.length + emptyLine.length);
    header.writeBytes(bytes);
    header.writeBytes(emptyLine);
    return header.toByteArray();
  }

  /** What must stay of a line that goes: its end, where the line before has only a bare CR. */
  private static String endOf(String line, CharSequence kept) {
    boolean open = !kept.isEmpty() && kept.charAt(kept.length() - 1) != '\n';
    return open ? line.substring(line.stripTrailing().length()) : "";
  }

  /** How much of the file it takes, bytes, with the empty line. */
  public int length() {
    return fields.length + emptyLine.length;
  }

  /** Whether a NUL stands in it, which no mail program can carry (RFC 5322 section 4). */
  public boolean hasNul() {
    for (byte b : fields) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether there was nothing at all. */
  public boolean isNothing() {
    return fields.length == 0 && emptyLine.length == 0;
  }

  /** The text of every field of that name, unfolded, in order. */
  public List<String> all(String name) throws IOException {
    List<String> texts = new ArrayList<>();
    MimeTokenStream tokens = new MimeTokenStream(LIMITS);
    tokens.parse(new ByteArrayInputStream(fields));
    try {
      for (EntityState at = tokens.getState(); at != EntityState.T_END_HEADER; at = tokens.next()) {
        Field field = at == EntityState.T_FIELD ? tokens.getField() : null;
        if (field != null && field.getName().equalsIgnoreCase(name)) {
          texts.add(Optional.ofNullable(field.getBody()).orElse(""));
        }
      }
    } catch (MimeException malformed) {
      throw new UnclearHeaderException(
          name, "its header cannot be read: " + malformed.getMessage(), malformed);
    }
    return texts;
  }

  /** Up to and with the next LF, or what is left. */
  private static byte[] line(InputStream message) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = message.read();
    while (next >= 0) {
      line.write(next);
      next = next == '\n' || line.size() > LONGEST ? -1 : message.read();
    }
    return line.toByteArray();
  }

  /** Whether nothing but line ends is in it; the end of the file is an empty line too. */
  private static boolean isEmpty(byte[] line) {
    for (byte b : line) {
      if (b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }
}
