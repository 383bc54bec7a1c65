package spooler.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.inbox.InboundHandler;

/** An inbox that keeps what is delivered. Thread-safe. */
public final class MemoryInbox implements InboundHandler {
  private final Set<Address> mailboxes = ConcurrentHashMap.newKeySet();
  private final List<String> mail = new CopyOnWriteArrayList<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  /** These are its mailboxes: reports to them are delivered here. */
  public MemoryInbox of(String... addresses) {
    Arrays.stream(addresses).map(Address::parse).forEach(mailboxes::add);
    return this;
  }

  @Override
  public boolean isLocal(Address address) {
    return mailboxes.contains(address);
  }

  /** What was delivered, in order. */
  public List<String> mail() {
    return List.copyOf(mail);
  }

  @Override
  public Delivery open() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new Delivery() {
      private String key = "";
      private boolean inDoubt;

      @Override
      public OutputStream body() {
        return bytes;
      }

      @Override
      public void identify(String name, boolean mayBeThere) {
        key = name;
        inDoubt = mayBeThere;
      }

      @Override
      public void commit(Envelope envelope) {
        if (keys.add(key) || !inDoubt) {
          mail.add(bytes.toString(UTF_8));
        }
      }

      @Override
      public void close() {
        // what was not committed is garbage
      }
    };
  }
}
