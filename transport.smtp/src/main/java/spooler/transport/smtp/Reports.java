package spooler.transport.smtp;

import spooler.api.Envelope;
import spooler.api.MessageId;

/**
 * The reports that a message's sender wants, as a relay is asked for them (DSN, RFC 3461).
 *
 * <p>A relay that takes this request for a delivery report has promised to see to it, so the
 * spooler makes none of its own (5.2.7).
 *
 * @param conditions the value of NOTIFY; empty for what the relay usually does
 */
record Reports(String conditions) {
  private static final Reports USUAL = new Reports("");
  private static final Reports NONE = new Reports("NEVER");

  /** What the envelope asks for, as far as the relay can be asked. */
  static Reports of(Envelope envelope, Capabilities relay) {
    if (!relay.dsn() || envelope.sender() == null) { // nobody reports on what nobody sent
      return USUAL;
    }
    if (!envelope.deliveryReport()) {
      return envelope.nonDeliveryReport() ? USUAL : NONE;
    }
    return new Reports(envelope.nonDeliveryReport() ? "SUCCESS,FAILURE,DELAY" : "SUCCESS");
  }

  /** Whether the relay sees to the report of a delivery. */
  boolean areTheRelays() {
    return conditions.startsWith("SUCCESS");
  }

  /** For MAIL: the name that the reports are to bear, and that they need not repeat it all. */
  String ofMessage(MessageId id) {
    return areTheRelays() ? " RET=HDRS ENVID=" + Xtext.of(id.toString()) : "";
  }

  /** For RCPT. */
  String ofRecipient(MailPath path) {
    if (conditions.isEmpty()) {
      return "";
    }
    String original =
        path.international()
            ? "utf-8;" + Xtext.ofInternational(path.text())
            : "rfc822;" + Xtext.of(path.text());
    return " NOTIFY=" + conditions + (areTheRelays() ? " ORCPT=" + original : "");
  }
}
