package spooler.maildir.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;

/**
 * Reads back what {@link MaildirContent} wrote, or what any other program put into a Maildir.
 *
 * <p><b>Threads:</b> used by one. The stream is the caller's to close.
 */
public final class MaildirBody {
  private static final int LONGEST_LINE = 2048;
  private static final int BLOCK = 1 << 14;
  private static final String RETURN_PATH = "Return-Path: <";
  private static final String DELIVERED_TO = "Delivered-To: ";

  private final InputStream in;
  private final boolean ours;
  private final @Nullable Address sender;
  private final @Nullable Address recipient;

  private MaildirBody(
      InputStream in, boolean ours, @Nullable Address sender, @Nullable Address recipient) {
    this.in = in;
    this.ours = ours;
    this.sender = sender;
    this.recipient = recipient;
  }

  /**
   * Reads the trace lines at its top, as far as there are some.
   *
   * @param ours whether {@link MaildirContent} wrote them: then they are no part of the body
   */
  public static MaildirBody read(InputStream file, boolean ours) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file, BLOCK);
    String from = line(in, RETURN_PATH, ours);
    Address sender = from.endsWith(">") ? address(from.substring(0, from.length() - 1)) : null;
    Address recipient = address(line(in, DELIVERED_TO, ours));
    return new MaildirBody(in, ours, sender, recipient);
  }

  /** The rest of a line that begins so; empty, and nothing is read, where none does. */
  private static String line(InputStream in, String start, boolean take) throws IOException {
    in.mark(LONGEST_LINE * 2);
    byte[] begin = in.readNBytes(start.length());
    String rest = "";
    boolean there = new String(begin, StandardCharsets.ISO_8859_1).equals(start);
    if (there) {
      rest = rest(in);
    }
    if (!there || !take) {
      in.reset();
    }
    return rest;
  }

  private static String rest(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (bytes.size() >= LONGEST_LINE) {
        throw new IOException("its first line has no end");
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  private static @Nullable Address address(String text) {
    try {
      return text.isEmpty() ? null : Address.parse(text);
    } catch (IllegalArgumentException none) { // somebody else's line, in a form of its own
      return null;
    }
  }

  /** Who it is from; null for nobody, or where that is not said. */
  public @Nullable Address sender() {
    return sender;
  }

  /** Whom it was delivered to; null where that is not said. */
  public @Nullable Address recipient() {
    return recipient;
  }

  /**
   * Copies the body; {@code to} stays open.
   *
   * @param withCrlf whether each line end becomes CRLF again
   */
  public void copyTo(OutputStream to, boolean withCrlf) throws IOException {
    if (ours) {
      skipSeparator();
    }
    if (!withCrlf) {
      in.transferTo(to);
      return;
    }
    byte[] from = new byte[BLOCK];
    byte[] into = new byte[2 * BLOCK];
    for (int count = in.read(from); count >= 0; count = in.read(from)) {
      int length = 0;
      for (int i = 0; i < count; i++) {
        if (from[i] == '\n') {
          into[length++] = '\r';
        }
        into[length++] = from[i];
      }
      to.write(into, 0, length);
    }
  }

  /** The empty line that stands above what is no mail. */
  private void skipSeparator() throws IOException {
    in.mark(1);
    if (in.read() != '\n') {
      in.reset();
    }
  }
}
