package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.RecipientState;
import spooler.api.event.SpoolerListener;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoreFullException;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.MessageRef;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** What the answers of SubmitMessage and EndMessage mean for a message. */
class SubmissionTest {
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
  @DisplayName("R54 R74: NOT_ME has no EndMessage; the recipients go to the next that matches")
  void notMe() throws Exception {
    rig.add(rig.transport("a").answers(new SubmitResult.NotMe()), rig.transport("b"));
    rig.submit("x@example.org");
    rig.log.clear();

    FlushReport report = rig.flush(Rig.SEND);

    assertEquals(List.of(), rig.log.of("a.endMessage"));
    assertEquals(1, rig.log.of("b.submitMessage").size());
    assertEquals(1, report.counts().sent());
    assertEquals(0, rig.queued());
  }

  @Test
  @DisplayName("R75: refused by all that match, it fails for good")
  void nobodyTakesIt() throws Exception {
    List<List<RecipientState>> settled = new ArrayList<>();
    CountDownLatch told = new CountDownLatch(1);
    rig.core.listeners().add(recording(settled, told));
    rig.add(
        rig.transport("a").answers(new SubmitResult.NotMe()),
        rig.transport("b").answers(new SubmitResult.NotMe()));
    rig.submit("x@example.org");

    assertEquals(1, rig.flush(Rig.SEND).counts().failed());

    told.await();
    assertEquals(List.of(List.of(RecipientState.FAILED)), settled);
  }

  @Test
  @DisplayName(
      "R78: recipients are settled one by one, sent, refused, delayed and handed on; the message is"
          + " finished once, with the last")
  void oneByOne() throws Exception {
    List<List<RecipientState>> settled = new ArrayList<>();
    CountDownLatch told = new CountDownLatch(1);
    rig.core.listeners().add(recording(settled, told));
    rig.add(
        rig.transport("a")
            .plays(
                message -> {
                  var to = message.recipients();
                  message.settle(to.get(0), new RecipientOutcome.Delivered("250 ok"));
                  message.settle(
                      to.get(1),
                      new RecipientOutcome.Refused(
                          NdrReason.TRANSFER_IMPOSSIBLE,
                          NdrDiagnostic.RECIPIENT_UNKNOWN,
                          "550 no such user"));
                  message.settle(
                      to.get(2), new RecipientOutcome.Delayed(Duration.ZERO, "450 later"));
                  return SubmitResult.OK;
                }),
        rig.transport("b"));
    MessageId id = rig.submit("1@example.org", "2@example.org", "3@example.org", "4@example.org");

    rig.flush(Rig.SEND);

    Await.until("the sender is told of the second", () -> rig.inbox.mail().size() == 1);
    Await.until(
        "that is settled",
        () ->
            rig.session
                .queue()
                .find(id)
                .orElseThrow()
                .recipients()
                .get(1)
                .reason()
                .startsWith("550"));
    List<QueueEntry.Waiting> now = rig.session.queue().find(id).orElseThrow().recipients();
    assertEquals(
        List.of(
            RecipientState.SENT,
            RecipientState.FAILED,
            RecipientState.WAITING,
            RecipientState.SENT),
        now.stream().map(QueueEntry.Waiting::state).toList());
    assertEquals("450 later", now.get(2).reason());
    assertEquals(1, now.get(2).attempts());
    assertEquals("550 no such user", now.get(1).reason());

    rig.clock.advance(Duration.ofMinutes(2));
    rig.flush(Rig.SEND);
    told.await();
    assertEquals(0, rig.queued(), "R78: finished once, when the last is settled");
    assertEquals(1, settled.size());
  }

  @Test
  @DisplayName(
      "R56 R57: WAIT and NETWORK_ERROR keep it for so long; only WAIT counts as an attempt")
  void delays() throws Exception {
    Duration hour = Duration.ofHours(1);
    rig.add(
        rig.transport("t")
            .answers(
                new SubmitResult.Wait(hour, "greylisted"),
                new SubmitResult.NetworkError(hour, "no route to host")));
    MessageId id = rig.submit("x@example.org");

    rig.flush(Rig.SEND);
    assertEquals(1, rig.waiting(id).attempts());
    assertEquals(rig.clock.instant().plus(hour), rig.waiting(id).nextAttempt());

    rig.clock.advance(hour);
    FlushReport report = rig.flush(Rig.SEND);
    assertEquals(HResult.MAPI_E_NETWORK_ERROR, report.result());
    assertEquals("no route to host", report.turns().get(0).reason());
    assertEquals(1, rig.waiting(id).attempts(), "a dead line costs none");
    assertEquals("no route to host", rig.waiting(id).reason());

    rig.clock.advance(hour);
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  @DisplayName(
      "R60: RESEND_NOW starts over at once, at most three times; RESEND_LATER in a later cycle")
  void resend() throws Exception {
    rig.add(
        rig.transport("t")
            .alwaysPlays(message -> SubmitResult.OK)
            .endsWith(
                EndResult.RESEND_NOW,
                EndResult.RESEND_NOW,
                EndResult.RESEND_NOW,
                EndResult.RESEND_NOW));
    MessageId id = rig.submit("x@example.org");
    rig.log.clear();

    rig.flush(Rig.SEND);

    assertEquals(4, rig.log.of("t.submitMessage").size());
    assertEquals(RecipientState.WAITING, rig.waiting(id).state());
  }

  @Test
  @DisplayName(
      "R64 R65 R66: a deferred message waits for SENTDEFERRED and comes back with BEGIN_DEFERRED")
  void deferral() throws Exception {
    ScriptedTransport transport =
        rig.transport("t").plays(message -> SubmitResult.OK).endsWith(EndResult.DONT_RESEND);
    rig.add(transport);
    MessageId id = rig.submit("x@example.org");

    assertEquals(1, rig.flush(Rig.SEND).counts().deferred());
    assertEquals("deferred: t will ask for it", rig.waiting(id).reason());
    rig.flush(Rig.SEND);
    assertEquals(1, rig.log.of("t.submitMessage").size(), "R64");

    transport.flushes(
        (logon, flags) -> {
          logon.support().spoolerNotify(new SpoolerNotification.SentDeferred(null));
          logon.raiseAsAsked(flags);
        });
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
    assertEquals(1, rig.log.of("t.submitMessage[BEGIN_DEFERRED]").size());
    assertEquals(0, rig.queued());
  }

  @Test
  @DisplayName(
      "R55: BUSY has no EndMessage and counts for nothing; the same transport again, later")
  void busy() throws Exception {
    rig.add(
        rig.transport("t")
            .plays(
                message -> {
                  message.assignRef(new MessageRef(9));
                  return new SubmitResult.Busy();
                }),
        rig.transport("other"));
    MessageId id = rig.submit("x@example.org");

    rig.flush(Rig.SEND);

    assertEquals(List.of(), rig.log.of("t.endMessage"));
    assertEquals(List.of(), rig.log.of("other.submitMessage"));
    assertEquals(0, rig.waiting(id).attempts());
    assertEquals("the transport was busy", rig.waiting(id).reason());
    rig.clock.advance(Duration.ofMinutes(2));
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  @DisplayName("R59: of a submission that failed only what was settled is kept, nothing else")
  void failed() throws Exception {
    List<Integer> seen = new ArrayList<>();
    rig.add(
        rig.transport("t")
            .plays(
                message -> {
                  message.assignRef(new MessageRef(9));
                  message.settle(
                      message.recipients().get(0), new RecipientOutcome.Delivered("250 ok"));
                  return new SubmitResult.Failed(HResult.MAPI_E_CALL_FAILED, "out of paper");
                })
            .plays(
                message -> {
                  message.recipients().forEach(one -> seen.add(one.place()));
                  return ScriptedTransport.deliver(message);
                }));
    MessageId id = rig.submit("x@example.org", "y@example.org");

    rig.flush(Rig.SEND);
    assertEquals(List.of(), rig.log.of("t.endMessage"));
    assertEquals(
        "out of paper", rig.session.queue().find(id).orElseThrow().recipients().get(1).reason());

    rig.clock.advance(Duration.ofMinutes(2));
    rig.flush(Rig.SEND);
    assertEquals(List.of(1), seen);
    assertEquals(0, rig.queued());
  }

  @Test
  @DisplayName("R62: messages are submitted in the order they came")
  void order() throws Exception {
    List<MessageId> seen = new ArrayList<>();
    rig.add(
        rig.transport("t")
            .alwaysPlays(
                message -> {
                  seen.add(message.id());
                  return ScriptedTransport.deliver(message);
                }));
    List<MessageId> submitted = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      submitted.add(rig.submit(i + "@example.org"));
    }

    rig.flush(Rig.SEND);

    assertEquals(submitted, seen);
  }

  @Test
  @DisplayName("R63: what is not being sent can be taken back; what is not there cannot")
  void cancel() throws Exception {
    MessageId id = rig.submit("x@example.org");

    rig.session.cancel(id);

    assertEquals(0, rig.queued());
    MapiException absent = assertThrows(MapiException.class, () -> rig.session.cancel(id));
    assertEquals(HResult.MAPI_E_NOT_IN_QUEUE, absent.hresult());
  }

  @Test
  @DisplayName(
      "a transport that throws costs itself: the message waits, the next transport has its turn")
  void aDefectIsContained() throws Exception {
    rig.add(
        rig.transport("bad")
            .plays(
                message -> {
                  throw new IllegalStateException("bug");
                }),
        rig.transport("good").carries(AddressTypes.of("LAN")));
    MessageId id = rig.submit("x@example.org");
    rig.submit("LAN:y");

    FlushReport report = rig.flush(Rig.SEND);

    assertEquals(HResult.MAPI_E_CALL_FAILED, report.turns().get(0).result());
    assertEquals(1, report.counts().sent());
    assertEquals(1, rig.waiting(id).attempts());
    assertTrue(rig.waiting(id).reason().contains("bug"), rig.waiting(id).reason());
  }

  @Test
  @DisplayName("without a transport for it a message waits, and says so")
  void noTransport() throws Exception {
    MessageId id = rig.submit("FAX:12345");
    rig.add(rig.transport("t"));

    rig.flush(Rig.SEND);

    assertNull(rig.waiting(id).route());
    assertEquals("no transport for FAX is present", rig.waiting(id).reason());
  }

  @Test
  @DisplayName("a full store refuses a message with MAPI_E_NOT_ENOUGH_DISK and says why")
  void full() throws Exception {
    try (Rig full = new Rig(CoreSettings.DEFAULT, SubmissionTest::refusing)) {
      MapiException refused = assertThrows(MapiException.class, () -> full.submit("x@example.org"));
      assertEquals(HResult.MAPI_E_NOT_ENOUGH_DISK, refused.hresult());
      assertTrue(refused.toString().contains("not accepted: the queue is full"), refused::toString);
    }
  }

  private static SpoolStore refusing(SpoolStore good) {
    return (SpoolStore)
        Proxy.newProxyInstance(
            SpoolStore.class.getClassLoader(),
            new Class<?>[] {SpoolStore.class},
            (proxy, method, args) ->
                method.getName().equals("append")
                    ? CompletableFuture.failedFuture(new StoreFullException("the queue is full"))
                    : method.invoke(good, args));
  }

  private static SpoolerListener recording(
      List<List<RecipientState>> settled, CountDownLatch told) {
    return new SpoolerListener() {
      @Override
      public void messageSettled(MessageId id, List<RecipientState> recipients) {
        settled.add(recipients);
        told.countDown();
      }
    };
  }
}
