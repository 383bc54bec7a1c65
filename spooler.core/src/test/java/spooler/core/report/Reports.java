package spooler.core.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.core.report.Report.Kind;
import spooler.core.report.Report.Line;

/** Reports to test with, all of them on one message of Alice's. */
final class Reports {
  static final Instant ACCEPTED = Instant.parse("2025-05-06T10:15:00Z");
  static final Instant REPORTED = Instant.parse("2025-05-11T10:20:30Z");
  static final MessageId ORIGINAL = new MessageId(4711);
  static final String MAIL =
      """
      From: Alice <alice@example.org>
      To: bob@example.net
      Subject: the harvest
      Date: Tue, 6 May 2025 10:14:59 +0000

      Bob,
      --=_this is no boundary
      it is in.
      """
          .replace("\n", "\r\n");

  private static final String ALICE = "alice@example.org";

  private Reports() {}

  static Line sent(String to, String reply) {
    return new Line(Recipient.to(to), RecipientState.SENT, reply, null, null, "relay");
  }

  static Line failed(String to, String reply) {
    return new Line(
        Recipient.to(to),
        RecipientState.FAILED,
        reply,
        NdrReason.TRANSFER_FAILED,
        NdrDiagnostic.NO_DIAGNOSTIC,
        "relay");
  }

  static Line expired(String to, String reply) {
    return new Line(Recipient.to(to), RecipientState.EXPIRED, reply, null, null, "relay");
  }

  /** Not delivered to these, of as many. */
  static Report onFailure(Line... lines) {
    return report(Kind.NON_DELIVERY, Address.smtp(ALICE), lines);
  }

  /** Delivered to these, of as many. */
  static Report onSuccess(Line... lines) {
    return report(Kind.DELIVERY, Address.smtp(ALICE), lines);
  }

  static Report report(Kind kind, Address sender, Line... lines) {
    List<Recipient> recipients = Arrays.stream(lines).map(Line::recipient).toList();
    return report(kind, Envelope.from(sender).to(recipients).build(), lines);
  }

  static Report report(Kind kind, Envelope envelope, Line... lines) {
    return new Report(kind, ORIGINAL, envelope, ACCEPTED, REPORTED, List.of(lines));
  }

  /** A body of these octets. */
  static BodySource octets(String oneEach) {
    return BodySource.of(oneEach.getBytes(ISO_8859_1));
  }

  /** A body of this text in UTF-8. */
  static BodySource text(String text) {
    return BodySource.of(text.getBytes(UTF_8));
  }
}
