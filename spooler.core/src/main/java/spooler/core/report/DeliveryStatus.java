package spooler.core.report;

import java.util.Locale;
import java.util.regex.Pattern;
import spooler.api.Address;
import spooler.api.RecipientState;
import spooler.core.report.Report.Line;

/**
 * The part of a report that programs read (RFC 3464).
 *
 * <p>In ASCII for a sender whose address is ASCII, since nobody knows whether more would arrive:
 * other characters are then written as RFC 6533, section 3 writes them in seven bits. For an
 * international sender it is a message/global-delivery-status (RFC 6533, section 4).
 */
final class DeliveryStatus {
  private static final Pattern SMTP_REPLY =
      Pattern.compile("[245]\\d\\d(?:[ -].*)?", Pattern.DOTALL);

  private DeliveryStatus() {}

  /** What the spooler on that host says in that report. */
  static Part of(String host, Report report) {
    boolean international = report.isInternational();
    Fields fields = new Fields(international);
    fields
        .add("Reporting-MTA", "dns; " + host)
        .add("Arrival-Date", report.accepted())
        .add("X-Spooler-Message-Id", report.original().toString());
    report.lines().forEach(line -> add(fields, line, international));
    return Part.asItIs(
        international ? "message/global-delivery-status" : "message/delivery-status",
        Part.octets(fields.toString()));
  }

  private static void add(Fields fields, Line line, boolean international) {
    fields
        .blank()
        .add("Final-Recipient", typed(line.recipient().address(), international))
        .add("Action", line.state() == RecipientState.SENT ? "delivered" : "failed")
        .add("Status", EnhancedStatus.of(line).toString());
    if (!line.reply().isBlank()) {
      fields.add("Diagnostic-Code", diagnostic(line.reply().strip()));
    }
    if (!line.transport().isBlank()) {
      fields.add("X-Spooler-Transport", line.transport());
    }
  }

  private static String typed(Address address, boolean international) {
    String value = address.value();
    if (!address.type().equals(Address.SMTP)) {
      return address.type().toLowerCase(Locale.ROOT) + "; " + value;
    }
    if (SafeText.isAscii(value)) {
      return "rfc822; " + value;
    }
    return "utf-8; " + (international ? value : withSpecialsAsNumbers(value));
  }

  /** The rest of utf-8-addr-xtext (RFC 6533, section 3); {@link Fields} does the characters. */
  private static String withSpecialsAsNumbers(String value) {
    return value
        .replace("\\", "\\x{5C}")
        .replace("+", "\\x{2B}")
        .replace("=", "\\x{3D}")
        .replace(" ", "\\x{20}");
  }

  private static String diagnostic(String reply) {
    return (SMTP_REPLY.matcher(reply).matches() ? "smtp; " : "x-spooler; ") + reply;
  }
}
