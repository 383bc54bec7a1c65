package spooler.transport.kit;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;

/** An empty message in either direction; the kit looks at its name only. */
final class Parcel implements OutboundMessage, InboundMessage {
  MessageRef ref = MessageRef.OUTBOUND;
  boolean saved;
  private boolean touched;

  @Override
  public MessageId id() {
    return new MessageId(1);
  }

  @Override
  public Envelope envelope() {
    return Envelope.from(null).to(Recipient.to("bob@example.org")).build();
  }

  @Override
  public List<Assigned> recipients() {
    return List.of(new Assigned(0, Recipient.to("bob@example.org")));
  }

  @Override
  public boolean responsibility(int place) {
    return false;
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {}

  @Override
  public InputStream openBody() {
    return InputStream.nullInputStream();
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public OutputStream body() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public void setSender(@Nullable Address sender) {
    touched = true;
  }

  @Override
  public void addRecipient(Recipient recipient) {
    touched = true;
  }

  @Override
  public void save() {
    saved = true;
  }

  @Override
  public boolean touched() {
    return touched;
  }

  @Override
  public void assignRef(MessageRef name) {
    ref = name;
  }
}
