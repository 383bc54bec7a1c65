package spooler.transport.smtp;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;

/**
 * A message that remembers what became of its recipients; as with the spooler, the first word
 * counts.
 */
final class Letter implements OutboundMessage {
  private final Map<Integer, RecipientOutcome> outcomes = new HashMap<>();
  private final Envelope envelope;
  private final Supplier<InputStream> body;
  private final long size;

  private Letter(Envelope envelope, long size, Supplier<InputStream> body) {
    this.envelope = envelope;
    this.size = size;
    this.body = body;
  }

  /** From ann, with a short body. */
  static Letter to(String... recipients) {
    return of(Address.smtp("ann@example.org"), "Subject: x\r\n\r\nhello\r\n", recipients);
  }

  static Letter of(@Nullable Address sender, String body, String... recipients) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return of(sender, bytes, recipients);
  }

  static Letter of(@Nullable Address sender, byte[] body, String... recipients) {
    return new Letter(
        envelope(sender, recipients), body.length, () -> new ByteArrayInputStream(body));
  }

  /** The same, with these wishes for reports. */
  Letter wanting(boolean deliveryReport, boolean nonDeliveryReport) {
    Envelope.Builder wishes =
        Envelope.from(envelope.sender())
            .to(envelope.recipients())
            .deliveryReport(deliveryReport)
            .nonDeliveryReport(nonDeliveryReport);
    return new Letter(wishes.build(), size, body);
  }

  /** With a body of any length, made up as it is read. */
  static Letter streaming(Supplier<InputStream> body, long size, String... recipients) {
    return new Letter(envelope(Address.smtp("ann@example.org"), recipients), size, body);
  }

  private static Envelope envelope(@Nullable Address sender, String... recipients) {
    Envelope.Builder envelope = Envelope.from(sender);
    for (String recipient : recipients) {
      envelope.to(Recipient.to(Address.smtp(recipient)));
    }
    return envelope.build();
  }

  @Nullable RecipientOutcome outcome(int place) {
    return outcomes.get(place);
  }

  /** In the order of the envelope; every recipient must have been settled. */
  List<RecipientOutcome> outcomes() {
    List<RecipientOutcome> all = new ArrayList<>();
    for (Assigned one : recipients()) {
      RecipientOutcome outcome = outcomes.get(one.place());
      if (outcome == null) {
        throw new AssertionError("nothing was said about " + one.recipient());
      }
      all.add(outcome);
    }
    return all;
  }

  @Override
  public MessageId id() {
    return new MessageId(1);
  }

  @Override
  public Envelope envelope() {
    return envelope;
  }

  @Override
  public List<Assigned> recipients() {
    List<Assigned> assigned = new ArrayList<>();
    for (Recipient one : envelope.recipients()) {
      assigned.add(new Assigned(assigned.size(), one));
    }
    return assigned;
  }

  @Override
  public boolean responsibility(int place) {
    return outcomes.containsKey(place);
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {
    outcomes.putIfAbsent(recipient.place(), outcome);
  }

  @Override
  public InputStream openBody() {
    return body.get();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void assignRef(MessageRef ref) {}
}
