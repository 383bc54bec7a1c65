package spooler.transport.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import spooler.api.store.StoreException;
import spooler.api.transport.OutboundMessage;

/**
 * Reads a message's body, a block at a time.
 *
 * <p><b>Failure:</b> a body that cannot be read is no fault of the line, so it is a {@link
 * StoreException} here.
 */
final class MessageData {
  private static final int BLOCK = 8 * 1024;

  private MessageData() {}

  /** Writes the body and the dot that ends it. */
  static void send(OutboundMessage message, Dialogue dialogue) throws IOException {
    DataStream data = new DataStream(dialogue.data());
    byte[] block = new byte[BLOCK];
    try (Body body = new Body(message)) {
      for (int count = body.read(block); count >= 0; count = body.read(block)) {
        dialogue.checkGoOn();
        data.write(block, count);
      }
    }
    data.end();
  }

  /** Whether any octet has its eighth bit set. Reads up to the first that has. */
  static boolean hasEightBit(OutboundMessage message) throws InterruptedIOException {
    byte[] block = new byte[BLOCK];
    try (Body body = new Body(message)) {
      for (int count = body.read(block); count >= 0; count = body.read(block)) {
        for (int i = 0; i < count; i++) {
          if (block[i] < 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** An open body, whose faults cannot be taken for the line's. */
  private static final class Body implements AutoCloseable {
    private final InputStream stream;

    Body(OutboundMessage message) {
      this.stream = message.openBody();
    }

    int read(byte[] block) throws InterruptedIOException {
      try {
        return stream.read(block);
      } catch (InterruptedIOException cancelled) {
        throw cancelled;
      } catch (IOException unreadable) {
        throw new StoreException("the body cannot be read: " + unreadable, unreadable);
      }
    }

    @Override
    public void close() {
      try {
        stream.close();
      } catch (IOException unclosed) {
        throw new StoreException("the body cannot be closed: " + unclosed, unclosed);
      }
    }
  }
}
