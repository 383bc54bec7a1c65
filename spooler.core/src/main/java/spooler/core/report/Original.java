package spooler.core.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import spooler.api.BodySource;
import spooler.api.mapi.NdrReason;
import spooler.core.report.Report.Kind;

/**
 * What of the message goes back with a report (RFC 3461, 6.2 and RFC 6522): all of it, its header
 * lines, or nothing. A body is opaque to the spooler: it may be telemetry, nothing at all, or a
 * mail made to break the report.
 *
 * <p>Header lines go as text also where RFC 6533 has message/global-headers: they may have to be
 * encoded, and mail programs decode text, but seldom a message.
 *
 * <p>No more than {@value #MOST_OCTETS} octets and one are read.
 */
final class Original {
  private static final int MOST_OCTETS = 64 * 1024;

  private Original() {}

  /** The part to attach; empty when the message does not begin like a mail. */
  static Optional<Part> of(Report report, BodySource body) throws IOException {
    String start = start(body);
    return HeaderLines.atStartOf(start).map(header -> part(report, header, start));
  }

  private static String start(BodySource body) throws IOException {
    try (InputStream in = body.open()) {
      return new String(in.readNBytes(MOST_OCTETS + 1), ISO_8859_1);
    }
  }

  private static Part part(Report report, String header, String start) {
    boolean global = isInternational(header);
    String mail = withLineEndsOfMail(start);
    if (report.kind() == Kind.NON_DELIVERY
        && start.length() <= MOST_OCTETS
        && isTransparent(mail)
        && isNarrowEnough(mail, report)) {
      return Part.asItIs(global ? "message/global" : "message/rfc822", mail);
    }
    return Part.sevenBit(
        global ? "text/rfc822-headers; charset=utf-8" : "text/rfc822-headers", header);
  }

  /** Whether the header is one of RFC 6532: other characters than ASCII, and they are UTF-8. */
  private static boolean isInternational(String header) {
    return !SafeText.isAscii(header)
        && Part.octets(new String(header.getBytes(ISO_8859_1), UTF_8)).equals(header);
  }

  /** Lines that end with LF alone are text all the same; an SMTP transport changes them too. */
  private static String withLineEndsOfMail(String start) {
    return start.indexOf('\r') < 0 ? start.replace("\n", "\r\n") : start;
  }

  /** Whether it may stand there unencoded, as it must (RFC 2046, 5.2.1). */
  private static boolean isTransparent(String mail) {
    for (String line : mail.split("\r\n", -1)) {
      if (line.length() > HeaderLines.LONGEST_LINE
          || line.chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n')) {
        return false;
      }
    }
    return true;
  }

  /** A way that may take seven bits only must not lose the report for what lost the message. */
  private static boolean isNarrowEnough(String mail, Report report) {
    return SafeText.isAscii(mail)
        || report.lines().stream()
            .noneMatch(line -> line.reason() == NdrReason.CONVERSION_NOT_PERFORMED);
  }
}
