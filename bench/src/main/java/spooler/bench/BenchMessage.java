package spooler.bench;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;

/** A message of that many bytes on its way out, with one recipient. */
final class BenchMessage implements OutboundMessage {
  private static final String HEADER = "Subject: bench\r\n\r\n";

  private final MessageId id;
  private final Envelope envelope;
  private final byte[] body;
  private boolean delivered;

  BenchMessage(MessageId id, Envelope envelope, int size) {
    this.id = id;
    this.envelope = envelope;
    this.body = (HEADER + "x".repeat(size - HEADER.length())).getBytes(StandardCharsets.US_ASCII);
  }

  boolean isDelivered() {
    return delivered;
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
    return List.of(new Assigned(0, envelope.recipients().get(0)));
  }

  @Override
  public boolean responsibility(int place) {
    return delivered;
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {
    delivered = outcome instanceof RecipientOutcome.Delivered;
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
