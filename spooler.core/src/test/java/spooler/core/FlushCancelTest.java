package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.Yield;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Flushes that are ended early, and what becomes of the message in hand. */
class FlushCancelTest {
  private static final Set<FlushFlag> WITH_USER = EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK);

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private List<String> ends(String transport) {
    return rig.log.of(transport + ".transportNotify[END");
  }

  private Set<StatusCode> flushBits(String transport) throws Exception {
    Set<StatusCode> bits = EnumSet.of(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
    bits.retainAll(rig.row(transport).statusCode());
    return bits;
  }

  private SubmitResult untilCancelled(
      ScriptedTransport transport, OutboundMessage message, CountDownLatch inHand, MessageRef ref) {
    message.assignRef(ref);
    inHand.countDown();
    while (transport.support().spoolerYield() == Yield.CONTINUE) {
      Thread.onSpinWait();
    }
    return new SubmitResult.Cancelled();
  }

  @Test
  @DisplayName(
      "R39: an aborted flush that fetches tells both ENDs in one call; no other turn begins")
  void abortWhileFetching() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Wayward transport = new Wayward(rig.transport("t").holds("one", "two"));
    transport.in(
        "startMessage",
        call -> {
          inHand.countDown();
          go.await();
          return call.good();
        });
    rig.add(transport);
    rig.add(rig.transport("next"));
    FlushTicket flush =
        rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.DOWNLOAD, FlushFlag.ASYNC_OK));
    inHand.await();
    flush.abort();
    go.countDown();

    FlushReport report = Rig.await(flush);

    assertEquals(HResult.MAPI_E_USER_CANCEL, report.result());
    assertEquals(1, report.counts().received(), "the message in hand was finished");
    assertEquals(List.of("t.transportNotify[END_INBOUND_FLUSH, END_OUTBOUND_FLUSH]"), ends("t"));
    assertEquals(List.of(), rig.log.of("next.flushQueues"));
    assertEquals(Set.of(), flushBits("t"));
    flush.abort();
    flush.cancel();
    assertEquals(report, flush.report().orElseThrow(), "it does nothing to one that has ended");
  }

  @Test
  @DisplayName(
      "R70 R61: cancelled, a message in hand goes back as it was; its ref is 0 or as assigned")
  void cancelWhileSending() throws Exception {
    for (MessageRef ref : List.of(MessageRef.OUTBOUND, new MessageRef(4711))) {
      try (Rig another = new Rig()) {
        CountDownLatch inHand = new CountDownLatch(1);
        ScriptedTransport transport = another.transport("t");
        another.add(
            transport.plays(message -> untilCancelled(transport, message, inHand, ref)),
            another.transport("next"));
        MessageId id = another.submit("a@example.org");
        MessageId behind = another.submit("b@example.org");
        FlushTicket flush = another.ticket(EntryId.NONE, WITH_USER);
        inHand.await();

        flush.cancel();

        assertEquals(HResult.MAPI_E_USER_CANCEL, Rig.await(flush).result());
        assertEquals(0, another.waiting(id).attempts());
        assertEquals(0, another.waiting(behind).attempts());
        assertEquals(null, another.waiting(id).nextAttempt(), "it may go at once");
        assertEquals(1, another.log.of("t.submitMessage").size());
        assertEquals(List.of(), another.log.of("next.flush"));
        Await.until(
            "it was notified",
            () ->
                another
                    .log
                    .of("t.transportNotify[CANCEL")
                    .equals(List.of("t.transportNotify[CANCEL_MESSAGE] InHand[ref=" + ref + "]")));
        assertEquals(2, another.flush(Rig.SEND).counts().sent(), "nothing of it is left behind");
      }
    }
  }

  @Test
  @DisplayName("R70 R71 R61: cancelled, an inbound message (ref 1) leaves nothing and comes again")
  void cancelWhileFetching() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    Wayward transport = new Wayward(rig.transport("t").holds("mail"));
    transport.in(
        "startMessage",
        call -> {
          InboundMessage message = call.arg(InboundMessage.class);
          message.body().write(1);
          inHand.countDown();
          while (transport.support().spoolerYield() == Yield.CONTINUE) {
            Thread.onSpinWait();
          }
          return call.good(); // and tries to save it all the same
        });
    rig.add(transport);
    FlushTicket flush =
        rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.DOWNLOAD, FlushFlag.ASYNC_OK));
    inHand.await();

    flush.cancel();

    assertEquals(0, Rig.await(flush).counts().received());
    assertEquals(List.of(), rig.inbox.mail());
    Await.until(
        "it was notified",
        () ->
            rig.log
                .of("t.transportNotify[CANCEL")
                .equals(
                    List.of("t.transportNotify[CANCEL_MESSAGE] InHand[ref=MessageRef[value=1]]")));
    transport.behave();
    assertEquals(1, rig.flush(Rig.FETCH).counts().received());
    assertEquals(List.of("mail"), rig.inbox.mail());
  }
}
