package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.SpoolMessage;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Messages that wait because somebody wants them to. */
class HoldingTest {
  private static final Set<FlushFlag> FORCED = EnumSet.of(FlushFlag.UPLOAD, FlushFlag.FORCE);

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  @DisplayName("a held message is not sent, not even by force, until it is released")
  void hold() throws Exception {
    rig.add(rig.transport("t"));
    MessageId id = rig.submit("x@example.org");

    rig.session.hold(id);
    assertEquals("held", rig.waiting(id).reason());
    assertNull(rig.waiting(id).route());
    assertEquals(0, rig.flush(FORCED).counts().sent());

    rig.session.release(id);
    assertEquals("waits for t", rig.waiting(id).reason());
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  @DisplayName("what is held does not expire; released, it does if its time has run out")
  void heldDoesNotExpire() throws Exception {
    MessageId id = rig.submit("x@example.org");
    MessageId other = rig.submit("y@example.org");
    rig.session.hold(id);

    rig.pass(Duration.ofDays(6));
    Await.until("the other expires", () -> isGone(other));
    assertTrue(!isGone(id));

    rig.session.release(id);
    Await.until("it expires", () -> isGone(id));
  }

  @Test
  @DisplayName("release gives back what it waited for: its time, its reason, its refusals")
  void asItWas() throws Exception {
    rig.add(
        rig.transport("a").answers(new SubmitResult.NotMe()),
        rig.transport("b").answers(new SubmitResult.Wait(Duration.ofHours(1), "450 greylisted")));
    MessageId id = rig.submit("x@example.org");
    rig.flush(Rig.SEND);
    Instant next = rig.waiting(id).nextAttempt();

    rig.session.hold(id);
    assertEquals("held: 450 greylisted", rig.waiting(id).reason());
    rig.session.release(id);

    assertEquals(next, rig.waiting(id).nextAttempt());
    assertEquals("450 greylisted", rig.waiting(id).reason());
    assertEquals("b", rig.waiting(id).route());
    assertEquals(1, rig.waiting(id).attempts());
  }

  @Test
  @DisplayName("only recipients that still wait are held")
  void someAreSent() throws Exception {
    rig.add(
        rig.transport("t")
            .plays(
                message -> {
                  message.settle(
                      message.recipients().get(0), new RecipientOutcome.Delivered("250 ok"));
                  message.settle(
                      message.recipients().get(1),
                      new RecipientOutcome.Delayed(Duration.ZERO, "450 later"));
                  return SubmitResult.OK;
                }));
    MessageId id = rig.submit("x@example.org", "y@example.org");
    rig.flush(Rig.SEND);

    rig.session.hold(id);

    var recipients = rig.session.queue().find(id).orElseThrow().recipients();
    assertEquals(
        List.of("250 ok", "held: 450 later"),
        recipients.stream().map(recipient -> recipient.reason()).toList());
  }

  @Test
  @DisplayName("what is being sent cannot be held")
  void inHand() throws Exception {
    List<HResult> refused = new ArrayList<>();
    rig.add(
        rig.transport("t")
            .plays(
                message -> {
                  refused.add(
                      assertThrows(MapiException.class, () -> rig.session.hold(message.id()))
                          .hresult());
                  return ScriptedTransport.deliver(message);
                }));
    rig.submit("x@example.org");

    assertEquals(1, rig.flush(Rig.SEND).counts().sent());

    assertEquals(List.of(HResult.MAPI_E_UNABLE_TO_ABORT), refused);
  }

  @Test
  @DisplayName("postponed, it waits for that time; put forward, it goes now")
  void postpone() throws Exception {
    rig.add(rig.transport("t"));
    MessageId id = rig.submit("x@example.org");

    rig.session.postpone(id, rig.clock.instant().plus(Duration.ofHours(2)));
    assertEquals(0, rig.flush(Rig.SEND).counts().sent());
    assertEquals("waits for its time", rig.waiting(id).reason());

    rig.session.postpone(id, rig.clock.instant());
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  @DisplayName("a message with a time of its own is not sent before, and is then")
  void notBefore() throws Exception {
    rig.add(rig.transport("t").eager());
    Instant tomorrow = rig.clock.instant().plus(Duration.ofDays(1));
    MessageId id =
        rig.session
            .submit(
                new SpoolMessage(
                    Envelope.from(Address.smtp("me@example.org"))
                        .to(Recipient.to("x@example.org"))
                        .notBefore(tomorrow)
                        .build(),
                    BodySource.of(new byte[0])))
            .id();
    rig.submit("now@example.org");
    Await.until("the other is sent", () -> rig.queued() == 1);
    assertEquals(tomorrow, rig.waiting(id).nextAttempt());

    rig.pass(Duration.ofDays(1));

    Await.until("it is sent", () -> rig.queued() == 0);
  }

  @Test
  void whatIsNotThereCannotBeHeld() {
    MapiException gone =
        assertThrows(MapiException.class, () -> rig.session.hold(new MessageId(4711)));

    assertEquals(HResult.MAPI_E_NOT_IN_QUEUE, gone.hresult());
  }

  private boolean isGone(MessageId id) throws Exception {
    return rig.session.queue().find(id).isEmpty();
  }
}
