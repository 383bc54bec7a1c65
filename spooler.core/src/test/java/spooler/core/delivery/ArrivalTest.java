package spooler.core.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.inbox.InboundHandler;

/** What a transport says of a fetched message reaches the inbox. */
class ArrivalTest {
  private final List<String> calls = new ArrayList<>();
  private final InboundHandler inbox =
      () ->
          new InboundHandler.Delivery() {
            @Override
            public OutputStream body() {
              return OutputStream.nullOutputStream();
            }

            @Override
            public void identify(String key, boolean inDoubt) {
              calls.add("identify %s %s".formatted(key, inDoubt));
            }

            @Override
            public void commit(Envelope envelope) {
              calls.add("commit");
            }

            @Override
            public void close() {
              calls.add("close");
            }
          };

  @Test
  void theKeyComesBeforeTheCommit() throws Exception {
    try (Arrival arrival = new Arrival(inbox)) {
      arrival.identify("key", true);
      arrival.addRecipient(Recipient.to("bob@x"));
      arrival.save();
    }
    assertEquals(List.of("identify key true", "commit", "close"), calls);
  }

  @Test
  void withoutAKeyTheInboxHearsOfNone() throws Exception {
    try (Arrival arrival = new Arrival(inbox)) {
      arrival.addRecipient(Recipient.to("bob@x"));
      arrival.save();
    }
    assertEquals(List.of("commit", "close"), calls);
  }
}
