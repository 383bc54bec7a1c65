package spooler.maildir.kit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.BodySource;

/**
 * A message as it arrived, and how it is written into a Maildir.
 *
 * <p>Above it stand the lines of final delivery, Return-Path (RFC 5321 section 4.4) and
 * Delivered-To (RFC 9228), so that the envelope is not lost. Mail off the wire, which begins with a
 * header field and a line that ends with CRLF, gets the line ends of a Maildir: each CRLF becomes
 * LF, since mail programs take nothing else. Any other byte stays as it is, and so does every byte
 * of what is no mail; that gets an empty line in front and is a message's body then.
 */
public final class MaildirContent {
  /** A field's name, its colon, and the rest of its line (RFC 5322 section 2.2). */
  private static final Pattern FIELD = Pattern.compile("[!-9;-~]+[ \t]*:[^\n]*?(\r?)(\n|$)");

  private static final int FIRST_LINE = 998;
  private static final int BLOCK = 1 << 14;

  private final BodySource body;
  private final boolean isMail;
  private final boolean hasCrlf;

  private MaildirContent(BodySource body, boolean isMail, boolean hasCrlf) {
    this.body = body;
    this.isMail = isMail;
    this.hasCrlf = hasCrlf;
  }

  /** Looks at the first line of that. */
  public static MaildirContent of(BodySource body) throws IOException {
    try (InputStream in = body.open()) {
      String start = new String(in.readNBytes(FIRST_LINE + 2), StandardCharsets.ISO_8859_1);
      Matcher field = FIELD.matcher(start);
      boolean isMail = field.lookingAt();
      return new MaildirContent(body, isMail, isMail && !field.group(1).isEmpty());
    }
  }

  /**
   * Writes it under its trace lines; {@code to} stays open.
   *
   * @return whether line ends were changed, and {@link MaildirBody} can change every one back
   */
  public boolean writeTo(OutputStream to, @Nullable Address sender, Address recipient)
      throws IOException {
    OutputStream out = new BufferedOutputStream(to, BLOCK);
    String lines =
        "Return-Path: <%s>\nDelivered-To: %s\n%s"
            .formatted(sender == null ? "" : sender, recipient, isMail ? "" : "\n");
    out.write(lines.getBytes(StandardCharsets.UTF_8)); // no address holds a line break
    try (InputStream in = body.open()) {
      boolean restorable = hasCrlf && copyWithLf(in, out);
      in.transferTo(out); // nothing is left of what was copied
      out.flush();
      return restorable;
    }
  }

  /** Copies all; answers whether no line feed stood alone. Block by block: this is the hot path. */
  private static boolean copyWithLf(InputStream in, OutputStream out) throws IOException {
    byte[] from = new byte[BLOCK];
    byte[] into = new byte[BLOCK + 1]; // a CR at the end of a block waits for the next one
    boolean afterCr = false;
    boolean all = true;
    for (int count = in.read(from); count >= 0; count = in.read(from)) {
      int length = 0;
      for (int i = 0; i < count; i++) {
        byte next = from[i];
        if (afterCr && next != '\n') {
          into[length++] = '\r'; // a bare one
        }
        all &= afterCr || next != '\n';
        afterCr = next == '\r';
        if (!afterCr) {
          into[length++] = next;
        }
      }
      out.write(into, 0, length);
    }
    if (afterCr) {
      out.write('\r');
    }
    return all;
  }
}
