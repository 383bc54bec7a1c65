package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Messages that are taken back, in every state. */
class WithdrawalTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** A transport that has a message in hand until it is let go, or told to stop. */
  private static final class Slow {
    final CountDownLatch inHand = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    SubmitResult submit(ScriptedTransport transport, OutboundMessage message) {
      message.assignRef(new MessageRef(4711));
      inHand.countDown();
      TransportSupport support = transport.support();
      while (go.getCount() > 0) {
        if (support.spoolerYield() == Yield.CANCEL_MESSAGE) {
          return new SubmitResult.Cancelled();
        }
        Thread.onSpinWait();
      }
      return ScriptedTransport.deliver(message);
    }
  }

  private FlushTicket flushInBackground() throws Exception {
    return rig.ticket(EntryId.NONE, Set.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
  }

  @Test
  @DisplayName("R63: what a transport has in hand cannot be cancelled, and is sent all the same")
  void lockedMessage() throws Exception {
    Slow slow = new Slow();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> slow.submit(transport, message)));
    MessageId id = rig.submit("x@example.org");
    FlushTicket flush = flushInBackground();
    slow.inHand.await();

    MapiException refused = assertThrows(MapiException.class, () -> rig.session.cancel(id));

    assertEquals(HResult.MAPI_E_UNABLE_TO_ABORT, refused.hresult());
    slow.go.countDown();
    assertEquals(1, Rig.await(flush).counts().sent());
  }

  @Test
  @DisplayName("R70 R61: stopped while it is sent: notified by its ref, yields CANCEL, is gone")
  void stopped() throws Exception {
    Slow slow = new Slow();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> slow.submit(transport, message)));
    MessageId id = rig.submit("x@example.org");
    MessageId next = rig.submit("y@example.org");
    FlushTicket flush = flushInBackground();
    slow.inHand.await();

    rig.session.stop(id);

    assertTrue(rig.session.queue().find(id).isEmpty());
    assertEquals(1, Rig.await(flush).counts().sent(), "the one behind it goes on");
    assertTrue(rig.session.queue().find(next).isEmpty());
    Await.until(
        "the transport is notified",
        () ->
            rig.log
                .of("t.transportNotify[CANCEL_MESSAGE]")
                .equals(
                    List.of(
                        "t.transportNotify[CANCEL_MESSAGE] InHand[ref=MessageRef[value=4711]]")));
    assertEquals(List.of(), rig.inbox.mail(), "nobody is told of what he wanted himself");
  }

  @Test
  @DisplayName("R61: a message the transport has not named is cancelled as 0")
  void unnamed() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    ScriptedTransport transport = rig.transport("t");
    rig.add(
        transport.plays(
            message -> {
              inHand.countDown();
              while (transport.support().spoolerYield() == Yield.CONTINUE) {
                Thread.onSpinWait();
              }
              return new SubmitResult.NetworkError(Duration.ZERO, "hung up to stop");
            }));
    MessageId id = rig.submit("x@example.org");
    FlushTicket flush = flushInBackground();
    inHand.await();

    rig.session.stop(id);

    Rig.await(flush);
    assertEquals(0, rig.queued(), "whatever it answers: it was to leave");
    Await.until(
        "the transport is notified",
        () ->
            !rig.log
                .of("t.transportNotify[CANCEL_MESSAGE] InHand[ref=MessageRef[value=0]]")
                .isEmpty());
  }

  @Test
  @DisplayName("a transport that does not stop keeps the message; the caller is told")
  void doesNotStop() throws Exception {
    rig.close();
    rig = new Rig(Rig.impatient());
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    rig.add(
        rig.transport("t")
            .plays(
                message -> {
                  inHand.countDown();
                  Rig.hangOn(go);
                  return ScriptedTransport.deliver(message);
                }));
    MessageId id = rig.submit("x@example.org");
    FlushTicket flush = flushInBackground();
    inHand.await();

    MapiException refused = assertThrows(MapiException.class, () -> rig.session.stop(id));

    assertEquals(HResult.MAPI_E_UNABLE_TO_ABORT, refused.hresult());
    go.countDown();
    assertEquals(1, Rig.await(flush).counts().sent(), "what was sent was sent");
  }

  @Test
  @DisplayName("R63: what a lane has claimed, but not begun, can still be cancelled")
  void claimedAhead() throws Exception {
    Slow slow = new Slow();
    ScriptedTransport transport = rig.transport("t");
    rig.add(
        transport
            .plays(ScriptedTransport::deliver)
            .plays(ScriptedTransport::deliver)
            .plays(message -> slow.submit(transport, message)));
    for (int i = 0; i < 3; i++) {
      rig.submit(i + "@example.org");
    }
    MessageId behind = rig.submit("behind@example.org");
    FlushTicket flush = flushInBackground();
    slow.inHand.await();
    assertEquals(RecipientState.SENDING, rig.waiting(behind).state(), "a lane has claimed it");

    rig.session.cancel(behind);

    slow.go.countDown();
    assertEquals(3, Rig.await(flush).counts().sent());
    assertEquals(0, rig.queued());
  }

  @Test
  @DisplayName("R68: a deferred message is cancelled at its transport, too")
  void deferredIsCancelled() throws Exception {
    rig.add(defers("t"));
    MessageId id = rig.submit("x@example.org");
    rig.flush(Rig.SEND);

    rig.session.cancel(id);

    assertEquals(0, rig.queued());
    String told = "t.transportNotify[ABORT_DEFERRED, CANCEL_MESSAGE] Deferred[id=%s]".formatted(id);
    Await.until("the transport is told", () -> rig.log.of(told).size() == 1);
  }

  @Test
  @DisplayName("R68: a deferred message that expires is cancelled at its transport, too")
  void deferredExpires() throws Exception {
    rig.add(defers("t"));
    rig.submit("x@example.org");
    rig.flush(Rig.SEND);

    rig.pass(Duration.ofDays(5));

    Await.until(
        "the transport is told",
        () -> rig.log.of("t.transportNotify[ABORT_DEFERRED, CANCEL_MESSAGE]").size() == 1);
  }

  @Test
  @DisplayName("R67: cancelled between SENTDEFERRED and SubmitMessage, it is not submitted")
  void cancelledAfterItsRelease() throws Exception {
    ScriptedTransport transport = defers("t");
    rig.add(transport);
    MessageId id = rig.submit("x@example.org");
    rig.flush(Rig.SEND);
    rig.log.clear();

    transport.support().spoolerNotify(new SpoolerNotification.SentDeferred(id));
    rig.session.cancel(id);
    rig.flush(Rig.SEND);

    assertEquals(List.of(), rig.log.of("t.submitMessage"));
  }

  @Test
  @DisplayName("R69: at log-off each deferred message is aborted; it is queued at the next logon")
  void logOffWithDeferred() throws Exception {
    rig.add(defers("t"));
    MessageId first = rig.submit("x@example.org");
    rig.flush(Rig.SEND);
    rig.log.clear();

    rig.remove("t");

    List<String> calls = rig.log.all();
    assertEquals(
        "t.transportNotify[ABORT_DEFERRED] Deferred[id=%s]".formatted(first), calls.get(0));
    assertEquals(1, rig.log.of("t.transportNotify[ABORT_DEFERRED]").size());
    assertEquals("t.close", calls.get(calls.size() - 1));
    assertEquals(1, rig.queued());

    rig.add(rig.transport("t"));
    rig.log.clear();
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
    assertEquals(List.of("t.submitMessage"), rig.log.of("t.submitMessage"), "as a new one");
  }

  @Test
  @DisplayName("R64: SENTDEFERRED for what is not deferred, or not there, changes nothing")
  void unknownRelease() throws Exception {
    ScriptedTransport transport = rig.transport("t").eager();
    rig.add(transport);
    rig.submit("x@example.org");
    Await.until("it is sent", () -> rig.queued() == 0);

    transport.support().spoolerNotify(new SpoolerNotification.SentDeferred(new MessageId(4711)));
    rig.submit("y@example.org");

    Await.until("the next is sent", () -> rig.queued() == 0);
    assertEquals(2, rig.log.of("t.submitMessage").size());
  }

  @Test
  @DisplayName("what has failed cannot be cancelled; the rest can, and the report is made")
  void cancelledBeforeItsReport() throws Exception {
    rig.close();
    rig = new Rig(CoreSettings.DEFAULT.withReportsPerHour(1));
    rig.add(
        rig.transport("t")
            .plays(ReportsTest::refuse)
            .plays(
                message -> {
                  ReportsTest.refuse(message, 0);
                  return new SubmitResult.Wait(Duration.ofHours(5), "450 later");
                }));
    rig.submit("first@example.org");
    rig.flush(Rig.SEND);
    Await.until("the first is reported", () -> rig.queued() == 0);
    MessageId second = rig.submit("bad@example.org", "later@example.org");
    rig.flush(Rig.SEND);
    Await.until("its report waits", () -> rig.waiting(second).nextAttempt() != null);

    rig.session.cancel(second);
    MapiException gone = assertThrows(MapiException.class, () -> rig.session.cancel(second));

    assertEquals(HResult.MAPI_E_NOT_IN_QUEUE, gone.hresult());
    assertEquals(
        List.of(RecipientState.FAILED, RecipientState.CANCELLED),
        rig.session.queue().find(second).orElseThrow().recipients().stream()
            .map(recipient -> recipient.state())
            .toList());
    rig.pass(Duration.ofHours(1));
    Await.until("it is reported", () -> rig.queued() == 0);
    assertEquals(2, rig.inbox.mail().size());
  }

  @Test
  void whatIsNotThereCannotBeStopped() {
    MapiException gone =
        assertThrows(MapiException.class, () -> rig.session.stop(new MessageId(4711)));

    assertEquals(HResult.MAPI_E_NOT_IN_QUEUE, gone.hresult());
  }

  @Test
  @DisplayName("R58: MAPI_E_CANCEL for a released message: not submitted again without a new word")
  void notWantedAfterAll() throws Exception {
    ScriptedTransport transport = defers("t");
    rig.add(transport);
    MessageId id = rig.submit("x@example.org");
    rig.flush(Rig.SEND);
    transport.answers(new SubmitResult.Cancelled());
    transport.support().spoolerNotify(new SpoolerNotification.SentDeferred(id));
    rig.flush(Rig.SEND);
    assertEquals(1, rig.log.of("t.submitMessage[BEGIN_DEFERRED]").size());

    rig.flush(Rig.SEND);
    assertEquals(1, rig.log.of("t.submitMessage[BEGIN_DEFERRED]").size());
    assertEquals("deferred: t will ask for it", rig.waiting(id).reason());

    transport.support().spoolerNotify(new SpoolerNotification.SentDeferred(id));
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  private ScriptedTransport defers(String name) {
    return rig.transport(name).plays(message -> SubmitResult.OK).endsWith(EndResult.DONT_RESEND);
  }
}
