package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.MessageId;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.status.SpoolerTag;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.Yield;
import spooler.testkit.Await;

/** Transports that do not return from a call. */
class SilenceTest extends BadNeighbour {
  @Override
  Duration silence() {
    return Duration.ofMillis(700);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"flushQueues", "submitMessage", "endMessage", "startMessage", "transportNotify"})
  @DisplayName(
      "a call that never returns costs its lane; the flush ends, the next has the resource")
  void neverReturns(String call) throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    rig.submit("a@example.org");
    rig.submit("LAN:b");
    bad.in(
        call,
        made -> {
          uninterruptibly(never);
          return made.good();
        });

    FlushReport report = rig.flush(Rig.BOTH);

    String why = call + " did not return within 0 s";
    assertEquals(HResult.MAPI_E_CALL_FAILED, report.turns().get(0).result());
    assertTrue(report.turns().get(0).reason().contains(why), report.turns().get(0).reason());
    assertEquals(1, report.turns().get(1).counts().sent());
    assertTrue(rig.row("bad").statusString().contains(why), rig.row("bad").statusString());
    assertTrue(rig.row("bad").statusCode().contains(StatusCode.FAILURE));
    Await.until("its logon is closed", () -> rig.log.of("bad.close").size() == 1);
    assertUnharmed();

    never.countDown(); // now it returns: nobody listens any more
    bad.behave();
    try (var spooler = rig.session.openEntry(rig.spoolerRow())) {
      spooler.validateState(Set.of());
    }
    rig.session.statusTable().close();
    rig.flush(EnumSet.of(FlushFlag.UPLOAD, FlushFlag.DOWNLOAD, FlushFlag.FORCE, FlushFlag.NO_UI));
    assertEquals(0, rig.queued(), "the message was not lost");
    assertEquals(List.of("mail"), rig.inbox.mail());
    assertUnharmed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"submitMessage", "startMessage", "poll"})
  @DisplayName("in ordinary delivery, too, a call that never returns costs its lane only")
  void neverReturnsInASession(String call) throws Exception {
    Wayward bad =
        new Wayward(
            rig.transport("bad").eager().needs("line:1").holds("mail").asks(LogonOption.POLL));
    bad.in(
        call,
        made -> {
          uninterruptibly(never);
          return made.good();
        });
    MessageId id = rig.submit("a@example.org");
    rig.add(bad);
    addGood();
    String why = call + " did not return within 0 s";
    Await.until("it is given up", () -> rig.row("bad").statusString().contains(why));

    assertUnharmed();

    if (call.equals("submitMessage")) {
      assertEquals(0, rig.waiting(id).attempts(), "it goes back as it was");
    }
  }

  @Test
  @DisplayName("a close that never returns holds up its departure only as long as it may")
  void closeNeverReturns() throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    bad.in(
        "close",
        call -> {
          uninterruptibly(never);
          return call.good();
        });

    rig.remove("bad");

    assertEquals(1, rig.rows(ResourceType.TRANSPORT_PROVIDER).size());
    rig.submit("LAN:after");
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  @DisplayName("a question to the far side of a cancel that hangs holds up nobody else")
  void cancelNotificationNeverReturns() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    bad.good.plays(
        message -> {
          inHand.countDown();
          while (bad.support().spoolerYield() == Yield.CONTINUE) {
            Thread.onSpinWait();
          }
          return new SubmitResult.Cancelled();
        });
    bad.in(
        "transportNotify",
        call -> {
          if (call.arg(Collection.class).contains(TransportNotification.CANCEL_MESSAGE)) {
            uninterruptibly(never);
          }
          return call.good();
        });
    MessageId id = rig.submit("a@example.org");
    rig.submit("LAN:b");
    FlushTicket flush = rig.ticket(EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
    inHand.await();

    rig.session.stop(id);

    assertEquals(1, Rig.await(flush).counts().sent());
    assertEquals(0, rig.queued());
    assertUnharmed();
  }

  @Test
  @DisplayName("where mail goes by grade, too, the other lane does not wait for one that has died")
  void oneLaneOfTwoByGrade() throws Exception {
    Wayward bad =
        new Wayward(
            rig.transport("bad")
                .with(TransportProvider.LANES, 2)
                .with(TransportProvider.BY_GRADE, true));
    rig.add(bad);
    addGood();
    AtomicInteger hanging = new AtomicInteger();
    bad.in(
        "submitMessage",
        call -> {
          if (hanging.getAndIncrement() == 0) {
            uninterruptibly(never);
          }
          return call.good();
        });
    for (int i = 0; i < 3; i++) {
      rig.submit(i + "@example.org");
    }

    assertEquals(2, rig.flush(Rig.SEND).counts().sent());
    assertEquals(1, rig.flush(Rig.SEND).counts().sent(), "the one in hand went back");
    assertUnharmed();
  }

  @Test
  @DisplayName("of two lanes one dies in the middle of a turn: the other sends all the rest")
  void oneLaneOfTwo() throws Exception {
    Wayward bad = new Wayward(rig.transport("bad").with(TransportProvider.LANES, 2));
    rig.add(bad);
    addGood();
    AtomicInteger hanging = new AtomicInteger();
    CountDownLatch hangs = new CountDownLatch(1);
    bad.in(
        "submitMessage",
        call -> {
          if (hanging.getAndIncrement() == 0) {
            hangs.countDown();
            uninterruptibly(never);
          } else {
            hangs.await(); // or the other lane had sent everything before
          }
          return call.good();
        });
    for (int i = 0; i < 20; i++) {
      rig.submit(i + "@example.org");
    }

    FlushReport report = rig.flush(Rig.SEND);

    assertEquals(HResult.MAPI_E_CALL_FAILED, report.result());
    assertTrue(report.counts().sent() >= 1, report.counts().toString());
    assertFalse(rig.row("bad").statusCode().contains(StatusCode.FAILURE), "one lane is left");
    long left = rig.queued();
    assertEquals(20, left + report.counts().sent());
    assertTrue(left >= 1, "the one in hand went back");
    assertEquals(left, rig.flush(Rig.SEND).counts().sent(), "the lane that is left sends it");
    assertEquals(0, rig.queued());
    assertUnharmed();
  }

  @Test
  @DisplayName("R43: a lane that wakes up late takes nothing from the lane of that name after it")
  void theLateLane() throws Exception {
    BlockingQueue<String> holders = new LinkedBlockingQueue<>();
    CountDownLatch awake = new CountDownLatch(1);
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    rig.submit("a@example.org");
    bad.in(
        "submitMessage",
        call -> {
          uninterruptibly(awake);
          return call.good();
        });
    rig.flush(Rig.SEND);
    List<Thread> old = threads("spooler lane bad/0");
    bad.behave();
    try (var spooler = rig.session.openEntry(rig.spoolerRow())) {
      spooler.validateState(Set.of());
    }
    rig.session.statusTable().close();
    bad.in(
        "submitMessage",
        call -> {
          awake.countDown();
          for (Thread late : old) {
            late.join(10_000);
          }
          holders.add(String.valueOf(rig.row("bad").get(SpoolerTag.RESOURCE_HOLDER)));
          return call.good();
        });

    FlushReport report = rig.flush(Rig.SEND);

    assertEquals(1, report.counts().sent(), report.toString());
    assertEquals(1, holders.size());
    assertTrue(holders.element().startsWith("held by bad/0"), holders.element());
    assertUnharmed();
  }

  private static List<Thread> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name) && thread.isAlive())
        .toList();
  }
}
