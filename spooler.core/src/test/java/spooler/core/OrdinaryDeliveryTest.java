package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.event.SpoolerListener;
import spooler.api.mapi.LogonOption;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Mail that goes by itself. */
class OrdinaryDeliveryTest {
  private Rig rig;
  private final BlockingQueue<MessageId> settled = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    rig.core
        .listeners()
        .add(
            new SpoolerListener() {
              @Override
              public void messageSettled(MessageId id, List<RecipientState> recipients) {
                settled.add(id);
              }
            });
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  @DisplayName("mail goes as soon as it is there, without any flush")
  void atOnce() throws Exception {
    rig.add(rig.transport("t").eager());

    MessageId id = rig.submit("a@example.org");

    assertEquals(id, settled.poll(10, TimeUnit.SECONDS));
    assertEquals(List.of(), rig.log.of("t.flushQueues"));
  }

  @Test
  @DisplayName("a transport that goes only on demand is left alone until it is asked")
  void onDemand() throws Exception {
    rig.add(rig.transport("quiet"), rig.transport("eager").eager());
    MessageId id = rig.submit("a@example.org");
    // the first in order is routed to, though it waits to be asked
    rig.core.wake();
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
    assertEquals(id, settled.poll(10, TimeUnit.SECONDS));
    assertEquals(1, rig.log.of("quiet.submitMessage").size());
    assertEquals(0, rig.log.of("eager.submitMessage").size());
  }

  @Test
  @DisplayName("a message that was delayed goes when its time has come")
  void afterItsDelay() throws Exception {
    BlockingQueue<String> tried = new LinkedBlockingQueue<>();
    rig.add(
        rig.transport("t")
            .eager()
            .plays(
                message -> {
                  tried.add("first");
                  return new SubmitResult.Wait(Duration.ofHours(1), "later");
                }));
    MessageId id = rig.submit("a@example.org");
    assertEquals("first", tried.poll(10, TimeUnit.SECONDS));

    rig.pass(Duration.ofMinutes(61));

    assertEquals(id, settled.poll(10, TimeUnit.SECONDS));
  }

  @Test
  @DisplayName("a dead line pauses its transport: the other messages are not even tried")
  void aDeadLine() throws Exception {
    BlockingQueue<String> tried = new LinkedBlockingQueue<>();
    ScriptedTransport transport =
        rig.transport("t")
            .eager()
            .alwaysPlays(
                message -> {
                  tried.add(message.id().toString());
                  return new SubmitResult.NetworkError(Duration.ofHours(1), "down");
                });
    MessageId first = rig.submit("a@example.org");
    for (int i = 0; i < 500; i++) {
      rig.submit(i + "@example.org");
    }
    rig.add(transport);

    assertEquals(first.toString(), tried.poll(10, TimeUnit.SECONDS));
    rig.remove("t"); // returns when its session is over

    assertEquals(List.of(), List.copyOf(tried));
    assertEquals(0, rig.waiting(first).attempts());
  }

  @Test
  @DisplayName(
      "R81 R82: Poll and Idle come only where they are asked for; a poll that hits fetches one message")
  void pollAndIdle() throws Exception {
    rig.add(
        rig.transport("polled").eager().holds("one").asks(LogonOption.POLL, LogonOption.IDLE),
        rig.transport("other").eager().holds("never fetched"));

    Await.until("one message is fetched", () -> !rig.inbox.mail().isEmpty());

    assertEquals(List.of("one"), rig.inbox.mail());
    assertEquals(1, rig.log.of("polled.poll").size());
    assertEquals(List.of(), rig.log.of("other.poll"));
    assertEquals(List.of(), rig.log.of("other.idle"));
  }
}
