package spooler.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import spooler.api.Envelope;
import spooler.api.inbox.InboundHandler;

/** An inbox that keeps what is delivered. Thread-safe. */
public final class MemoryInbox implements InboundHandler {
  private final List<String> mail = new CopyOnWriteArrayList<>();

  /** What was delivered, in order. */
  public List<String> mail() {
    return List.copyOf(mail);
  }

  @Override
  public Delivery open() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new Delivery() {
      @Override
      public OutputStream body() {
        return bytes;
      }

      @Override
      public void commit(Envelope envelope) {
        mail.add(bytes.toString(UTF_8));
      }

      @Override
      public void close() {
        // what was not committed is garbage
      }
    };
  }
}
