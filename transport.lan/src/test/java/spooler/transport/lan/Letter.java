package spooler.transport.lan;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;

/** A message on its way out, by its id: two with the same one are two tries. */
final class Letter implements OutboundMessage {
  final Map<Integer, RecipientOutcome> outcomes = new HashMap<>();
  private final MessageId id;
  private final byte[] body;
  private final Envelope envelope;

  Letter(long id, String body, String... recipients) {
    this(new Address("LAN", "alice"), id, body, recipients);
  }

  static Letter from(String sender, long id, String body, String... recipients) {
    return new Letter(Address.smtp(sender), id, body, recipients);
  }

  private Letter(Address sender, long id, String body, String... recipients) {
    this.id = new MessageId(id);
    this.body = body.getBytes(StandardCharsets.ISO_8859_1);
    this.envelope =
        Envelope.from(sender).to(Stream.of(recipients).map(Recipient::to).toList()).build();
  }

  @Override
  public MessageId id() {
    return id;
  }

  @Override
  public Envelope envelope() {
    return envelope;
  }

  @Override
  public List<Assigned> recipients() {
    List<Assigned> all = new ArrayList<>();
    for (Recipient each : envelope.recipients()) {
      all.add(new Assigned(all.size(), each));
    }
    return all;
  }

  @Override
  public boolean responsibility(int place) {
    return outcomes.containsKey(place);
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {
    outcomes.put(recipient.place(), outcome);
  }

  @Nullable RecipientOutcome outcome() {
    return outcomes.get(0);
  }

  @Override
  public InputStream openBody() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public long size() {
    return body.length;
  }

  @Override
  public void assignRef(MessageRef ref) {}
}
