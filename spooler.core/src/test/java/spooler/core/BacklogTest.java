package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.store.BodyRef;
import spooler.api.store.BodyWriter;
import spooler.api.store.Channel;
import spooler.api.store.NewMessage;
import spooler.api.store.SpoolStore;
import spooler.core.route.ChannelKey;
import spooler.testkit.Await;

/** What waits for its time stands in nobody's way: counted in calls and claims, not in seconds. */
class BacklogTest {
  private static final int BACKLOG = 100_000;
  private static final int AT_ONCE = 1_000;

  private final ConcurrentMap<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, AtomicInteger> returned = new ConcurrentHashMap<>();
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(CoreSettings.DEFAULT, this::counted);
    Recipient recipient = Recipient.to("a@example.org");
    Envelope tomorrow =
        Envelope.from(null)
            .to(recipient)
            .notBefore(rig.clock.instant().plus(Duration.ofDays(1)))
            .build();
    List<Channel> channels = List.of(ChannelKey.of(recipient).channel());
    for (int i = 0; i < BACKLOG / AT_ONCE; i++) {
      rig.store
          .append(
              Stream.generate(() -> new NewMessage(tomorrow, channels, body()))
                  .limit(AT_ONCE)
                  .toList())
          .toCompletableFuture()
          .get();
    }
  }

  private BodyRef body() {
    try (BodyWriter body = rig.store.newBody(0)) {
      return body.seal();
    }
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** A store that counts the calls of each method, and the elements of what they answer. */
  private SpoolStore counted(SpoolStore store) {
    return (SpoolStore)
        Proxy.newProxyInstance(
            SpoolStore.class.getClassLoader(),
            new Class<?>[] {SpoolStore.class},
            (proxy, method, args) -> {
              try {
                Object answer = method.invoke(store, args);
                count(calls, method.getName(), 1);
                count(returned, method.getName(), answer instanceof Collection<?> c ? c.size() : 0);
                return answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getTargetException();
              }
            });
  }

  private static void count(ConcurrentMap<String, AtomicInteger> counts, String name, int more) {
    counts.computeIfAbsent(name, first -> new AtomicInteger()).addAndGet(more);
  }

  private static int of(ConcurrentMap<String, AtomicInteger> counts, String name) {
    return counts.getOrDefault(name, new AtomicInteger()).get();
  }

  private void assertCheap() {
    assertEquals(1, rig.log.of("t.submitMessage").size());
    assertEquals(1, of(returned, "claim"), "claims, in all");
    assertTrue(of(calls, "claim") <= 20, of(calls, "claim") + " calls for claims");
    assertEquals(0, of(returned, "claimExpired"));
    for (String looksAtMessages : List.of("list", "find", "openBody", "release", "renew")) {
      assertTrue(of(calls, looksAtMessages) <= 1, looksAtMessages);
    }
    assertEquals(BACKLOG, rig.store.size());
  }

  @Test
  @DisplayName("a hundred thousand delayed messages cost the one behind them that is ready nothing")
  void ordinaryDelivery() throws Exception {
    rig.add(rig.transport("t").eager());
    calls.clear();
    MessageId ready = rig.submit("a@example.org");

    Await.until("it is sent", () -> rig.session.queue().size() == BACKLOG);
    rig.remove("t"); // the session is over

    assertTrue(rig.store.find(ready).isEmpty());
    calls.remove("find");
    assertCheap();
  }

  @Test
  @DisplayName("R25: a flush claims what it can send, and looks at nothing that is delayed")
  void flush() throws Exception {
    rig.add(rig.transport("t"));
    rig.submit("a@example.org");
    calls.clear();

    assertEquals(1, rig.flush(Rig.SEND).counts().sent());

    assertCheap();
  }

  @Test
  @DisplayName("leaving with a hundred thousand in the queue touches none of them")
  void departure() throws Exception {
    rig.add(rig.transport("t").eager());
    calls.clear();
    rig.remove("t");

    assertEquals(0, of(returned, "claim"));
    assertEquals(0, of(calls, "find") + of(calls, "list"));
    assertEquals(BACKLOG, rig.store.size());
  }
}
