package spooler.transport.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads replies, of several lines too (RFC 5321, 4.2.1), with a bound on everything: no relay can
 * make it wait longer than its deadline or keep more than some 200 KB. Confined to one thread.
 */
final class ReplyReader {
  /** Longest line, octets; RFC 5321 (4.5.3.1.5) has 512. */
  static final int MAX_LINE = 2048;

  /** Most lines of one reply. */
  static final int MAX_LINES = 100;

  private static final int CODE = 3;

  /** Where the octets come from. */
  @FunctionalInterface
  interface Source {
    /**
     * Reads what there is, at least one octet.
     *
     * @param deadline by {@link System#nanoTime}
     * @return how many; -1 at the end
     */
    int read(byte[] into, long deadline) throws IOException;
  }

  private final Source source;
  private final byte[] block = new byte[4096];
  private final byte[] line = new byte[MAX_LINE];
  private int next;
  private int end;

  ReplyReader(Source source) {
    this.source = source;
  }

  /**
   * Reads one reply.
   *
   * @param deadline for the whole reply, by {@link System#nanoTime}
   * @throws ProtocolException when what arrives is no reply
   * @throws EOFException when the relay closes the connection instead
   */
  Reply read(long deadline) throws IOException {
    List<String> texts = new ArrayList<>();
    int code = 0;
    boolean more = true;
    while (more) {
      String text = readLine(deadline);
      int itsCode = codeOf(text);
      if (!texts.isEmpty() && itsCode != code) {
        throw new ProtocolException(
            "a reply that begins with %d and goes on with %d".formatted(code, itsCode));
      }
      if (texts.size() == MAX_LINES) {
        throw new ProtocolException("a reply of more than %d lines".formatted(MAX_LINES));
      }
      code = itsCode;
      more = text.length() > CODE && text.charAt(CODE) == '-';
      texts.add(text.length() > CODE ? text.substring(CODE + 1).strip() : "");
    }
    return new Reply(code, texts);
  }

  /** Whether octets were read that no reply has used. */
  boolean hasLeftOver() {
    return next < end;
  }

  private static int codeOf(String line) throws ProtocolException {
    boolean wellFormed =
        line.length() >= CODE
            && line.charAt(0) >= '2'
            && line.charAt(0) <= '5'
            && isDigit(line.charAt(1))
            && isDigit(line.charAt(2))
            && (line.length() == CODE || line.charAt(CODE) == ' ' || line.charAt(CODE) == '-');
    if (!wellFormed) {
      throw new ProtocolException("\"%s\", which is no SMTP reply".formatted(start(line)));
    }
    return Integer.parseInt(line.substring(0, CODE));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String start(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "...";
  }

  /** One line without its end; a bare LF ends it too, as some relays have it. */
  private String readLine(long deadline) throws IOException {
    int length = 0;
    while (true) {
      byte octet = readOctet(deadline);
      if (octet == '\n') {
        int kept = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return printable(new String(line, 0, kept, StandardCharsets.UTF_8));
      }
      if (length == line.length) {
        throw new ProtocolException("a reply line of more than %d octets".formatted(MAX_LINE));
      }
      line[length++] = octet;
    }
  }

  private byte readOctet(long deadline) throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, source.read(block, deadline));
      if (end == 0) {
        throw new EOFException("the connection was closed by the relay");
      }
    }
    return block[next++];
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text);
    for (int i = 0; i < shown.length(); i++) {
      if (Character.isISOControl(shown.charAt(i))) {
        shown.setCharAt(i, shown.charAt(i) == '\t' ? ' ' : '?');
      }
    }
    return shown.toString();
  }
}
