package spooler.transport.modem;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;

/** A message from bob to ann; what becomes of it nobody asks. */
final class HeldMessage implements OutboundMessage {
  private static final AtomicLong IDS = new AtomicLong();

  private final MessageId id = new MessageId(IDS.incrementAndGet());
  private final Recipient ann = Recipient.to("ann@example.org");
  private final byte[] body;

  HeldMessage(String text) {
    this.body = text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public MessageId id() {
    return id;
  }

  @Override
  public Envelope envelope() {
    return Envelope.from(Address.smtp("bob@example.org")).to(ann).build();
  }

  @Override
  public List<Assigned> recipients() {
    return List.of(new Assigned(0, ann));
  }

  @Override
  public boolean responsibility(int place) {
    return false;
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {}

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
