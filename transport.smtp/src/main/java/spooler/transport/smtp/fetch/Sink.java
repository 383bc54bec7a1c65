package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.transport.InboundMessage;

/**
 * Where the octets of a message go. The message is touched by the first of them, not before: a
 * server that refuses to hand it out leaves room for the next one. Used by the lane's thread.
 */
final class Sink extends OutputStream {
  private final InboundMessage message;
  private final ReturnPath sender = new ReturnPath();
  private long length;

  Sink(InboundMessage message) {
    this.message = message;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] block, int offset, int count) throws IOException {
    message.body().write(block, offset, count);
    sender.look(block, offset, count);
    length += count;
  }

  /** Who it is from, as far as it says. */
  @Nullable Address sender() {
    return sender.address();
  }

  /** How many octets have come. */
  long length() {
    return length;
  }
}
