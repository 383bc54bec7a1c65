package spooler.itest;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One message as {@link SmtpSink} kept it.
 *
 * @param envelope the sink's own lines about the transaction, such as {@code X-Rcpt-Args: <a@b>}
 * @param content octets as Latin-1 characters; the sink takes the dots off and writes LF for CRLF,
 *     which is turned back here
 */
record Received(List<String> envelope, String content) {
  private static final int LINES_OF_RECEIVED = 3;

  /** Reads a file of the sink's: its notes, its Received field of three lines, the message. */
  static Received parse(byte[] dump) {
    String text = new String(dump, StandardCharsets.ISO_8859_1);
    int received = text.indexOf("\nReceived: ") + 1;
    int start = received;
    for (int line = 0; line < LINES_OF_RECEIVED; line++) {
      start = text.indexOf('\n', start) + 1;
    }
    String content = text.substring(start, text.length() - 1); // the sink adds an empty line
    return new Received(
        text.substring(0, received).lines().toList(), content.replace("\n", "\r\n"));
  }

  /** The values of one kind of the sink's lines, such as {@code X-Rcpt-Args}. */
  List<String> notes(String name) {
    return envelope.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .toList();
  }
}
