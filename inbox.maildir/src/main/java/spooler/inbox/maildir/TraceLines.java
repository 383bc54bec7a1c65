package spooler.inbox.maildir;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;

/**
 * What final delivery writes above a message: Return-Path (RFC 5321 section 4.4) and Delivered-To
 * (RFC 9228), so that the envelope is not lost. They end as the message's own lines do.
 */
final class TraceLines {
  private static final int FAR_ENOUGH = 64 * 1024;

  private final String end;

  private TraceLines(String end) {
    this.end = end;
  }

  /** Lines that end as the first line of that message does. */
  static TraceLines like(Path message) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(message))) {
      int last = 0;
      int next = in.read();
      for (int i = 0; next >= 0 && next != '\n' && i < FAR_ENOUGH; i++) {
        last = next;
        next = in.read();
      }
      return new TraceLines(last == '\r' && next == '\n' ? "\r\n" : "\n");
    }
  }

  /** Both lines. No address holds a control character, so each is one line. */
  byte[] of(@Nullable Address sender, Address recipient) {
    String lines =
        "Return-Path: <%s>%s".formatted(sender == null ? "" : sender, end)
            + "Delivered-To: %s%s".formatted(recipient, end);
    return lines.getBytes(StandardCharsets.UTF_8);
  }
}
