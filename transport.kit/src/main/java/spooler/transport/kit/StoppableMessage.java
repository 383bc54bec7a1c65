package spooler.transport.kit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;

/**
 * The message in hand, whose body ends with an {@link InterruptedIOException} as soon as it is to
 * be stopped: so every medium that reads it can be cancelled, however long it is (R70). Used on the
 * lane's thread.
 *
 * @param mayGoOn asked before every read
 */
record StoppableMessage(OutboundMessage message, BooleanSupplier mayGoOn)
    implements OutboundMessage {
  @Override
  public MessageId id() {
    return message.id();
  }

  @Override
  public Envelope envelope() {
    return message.envelope();
  }

  @Override
  public List<Assigned> recipients() {
    return message.recipients();
  }

  @Override
  public boolean responsibility(int place) {
    return message.responsibility(place);
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {
    message.settle(recipient, outcome);
  }

  @Override
  public InputStream openBody() {
    return new FilterInputStream(message.openBody()) {
      @Override
      public int read() throws IOException {
        checkGoOn();
        return super.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        checkGoOn();
        return super.read(into, offset, length);
      }
    };
  }

  private void checkGoOn() throws InterruptedIOException {
    if (!mayGoOn.getAsBoolean()) {
      throw new InterruptedIOException("cancelled");
    }
  }

  @Override
  public long size() {
    return message.size();
  }

  @Override
  public void onItsWay() {
    message.onItsWay();
  }

  @Override
  public void assignRef(MessageRef ref) {
    message.assignRef(ref);
  }
}
