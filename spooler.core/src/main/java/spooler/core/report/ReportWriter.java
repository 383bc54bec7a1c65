package spooler.core.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.core.report.Report.Kind;

/**
 * Writes reports as mail: a multipart/report (RFC 6522) of an explanation, a delivery status (RFC
 * 3464), and as much of the original as goes.
 *
 * <p>The same report gives the same octets. In seven bits, unless the sender's address is
 * international or the original that goes back is not. To be sent with no sender (RFC 5321, 4.5.5).
 *
 * <p><b>Threads:</b> any. <br>
 * <b>Failure:</b> none but that of reading the original, which is passed on.
 */
public final class ReportWriter {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");
  private static final int LONGEST_HOST = 255;

  /** Octets: 64, an at sign and 255 (RFC 5321, 4.5.3.1). */
  private static final int LONGEST_MAILBOX = 320;

  private static final String ATOM = "[^\\p{C}\\p{Z}()<>\\[\\]:;@\\\\,.\"]+";
  private static final String DOTTED = ATOM + "(?:\\." + ATOM + ")*";
  private static final Pattern MAILBOX =
      Pattern.compile(DOTTED + "@(?:" + DOTTED + "|\\[[A-Za-z0-9.:]+\\])");

  private final String host;

  /**
   * Makes one.
   *
   * @param host name of this machine, as others know it
   * @throws IllegalArgumentException when it is none
   */
  public ReportWriter(String host) {
    if (host.length() > LONGEST_HOST || !HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "host name \"%s\": use letters, digits, dots and hyphens, as in mail.example.org"
              .formatted(SafeText.utf8(host)));
    }
    this.host = host;
  }

  /**
   * The report as a whole message (RFC 5322). Reads the original at most once, and some 64 KiB of
   * it at most.
   *
   * @param original the body of the message it is about
   * @throws IOException when that cannot be read
   */
  public byte[] write(Report report, BodySource original) throws IOException {
    List<Part> parts = new ArrayList<>();
    parts.add(Explanation.of(host, report));
    parts.add(DeliveryStatus.of(host, report));
    Original.of(report, original).ifPresent(parts::add);
    Multipart body = new Multipart(report.name(), parts);
    return (Part.octets(header(report, body)) + body).getBytes(ISO_8859_1);
  }

  private String header(Report report, Multipart body) {
    return new Fields(report.isInternational())
        .add("From", "Message spooler <MAILER-DAEMON@%s>".formatted(host))
        .add("To", to(report.sender()))
        .add("Subject", subject(report))
        .add("Date", report.reported())
        .add("Message-ID", "<%s@%s>".formatted(report.name(), host))
        .add("Auto-Submitted", "auto-replied")
        .add("MIME-Version", "1.0")
        .add(
            "Content-Type",
            "multipart/report; report-type=delivery-status; boundary=\"%s\""
                .formatted(body.boundary()))
        .add("Content-Transfer-Encoding", body.isEightBit() ? "8bit" : "7bit")
        .blank()
        .toString();
  }

  private static String subject(Report report) {
    String told = report.kind() == Kind.DELIVERY ? "was delivered" : "could not be delivered";
    int few = report.lines().size();
    int all = report.envelope().recipients().size();
    return few == all
        ? "Your message " + told
        : "Your message %s to %d of its %d recipients".formatted(told, few, all);
  }

  /** A mailbox; an empty group (RFC 5322, 3.4) names what is none, and adds no address to it. */
  private static String to(Address sender) {
    String value = sender.value();
    if (sender.type().equals(Address.SMTP)
        && value.getBytes(UTF_8).length <= LONGEST_MAILBOX
        && MAILBOX.matcher(value).matches()) {
      return "<" + value + ">";
    }
    String name = SafeText.utf8(sender.toString(), LONGEST_MAILBOX);
    return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\":;";
  }
}
