package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.testkit.Await;

/** Transports that tell the spooler more than anybody wants to hear. */
class FloodTest extends BadNeighbour {
  @Test
  @DisplayName("R79: a million CONFIG_CHANGEs while its lanes are busy are one question to each")
  void configChangeFlood() throws Exception {
    CountDownLatch inHand = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    Wayward bad = new Wayward(rig.transport("bad").with(TransportProvider.LANES, 2));
    rig.add(bad);
    addGood();
    bad.in(
        "submitMessage",
        call -> {
          inHand.countDown();
          while (go.getCount() > 0) {
            var unused = call.support().spoolerYield(); // a slow one, but alive
            Thread.onSpinWait();
          }
          return call.good();
        });
    for (int i = 0; i < 4; i++) { // more than one lane claims at once
      rig.submit(i + "@example.org");
    }
    FlushTicket flush =
        rig.ticket(rig.row("bad").entryId(), EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
    inHand.await();
    rig.log.clear();
    for (int i = 0; i < 1_000_000; i++) {
      bad.support().spoolerNotify(new SpoolerNotification.ConfigChange());
    }
    go.countDown();
    assertEquals(4, Rig.await(flush).counts().sent());

    rig.remove("bad"); // behind whatever waits on its lanes
    assertEquals(2, rig.log.of("bad.addressTypes").size());
  }

  @Test
  @DisplayName("floods of notices of every kind are summed up; afterwards everything goes on")
  void noticeFlood() throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    TransportSupport support = bad.support();
    for (int i = 1; i <= 200_000; i++) {
      support.spoolerNotify(new SpoolerNotification.NewMail());
      support.spoolerNotify(new SpoolerNotification.SentDeferred(new MessageId(i * 7_919L)));
      support.spoolerNotify(new SpoolerNotification.SentDeferred(null));
      support.spoolerNotify(new SpoolerNotification.ReadyToSend());
    }
    rig.submit("a@example.org");
    FlushReport report = rig.flush(Rig.BOTH);
    assertEquals(1, report.counts().sent());
    assertEquals(1, report.counts().received());
    assertTrue(rig.log.of("bad.startMessage").size() <= 2, "the flush answers all notices");
    assertUnharmed();
  }

  @Test
  @DisplayName(
      "R14: a flood of row changes before a slow listener holds up neither mail nor memory")
  void rowFlood() throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger told = new AtomicInteger();
    try (var table = rig.session.statusTable()) {
      table.advise(
          (change, row) -> {
            told.incrementAndGet();
            begun.countDown();
            uninterruptibly(go);
          });
      bad.in(
          "submitMessage",
          call -> {
            for (int i = 0; i < 200_000; i++) {
              bad.support().modifyStatusRow(StatusRowUpdate.update().text("sent " + i + " bytes"));
            }
            return call.good();
          });
      rig.submit("a@example.org");
      assertEquals(1, rig.flush(Rig.SEND).counts().sent());
      assertTrue(begun.await(10, TimeUnit.SECONDS));
      go.countDown();
      Await.until("both rows are told of", () -> told.get() >= 2);
      assertUnharmed();
      assertTrue(told.get() < 1_000, told + " calls");
    }
  }

  @Test
  @DisplayName("bits that are no flush bits, and bits of a flush nobody asked for, lead nowhere")
  void oddBits() throws Exception {
    Wayward bad = bad();
    bad.in(
        "flushQueues",
        call -> {
          bad.support().modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.values()));
          return null;
        });
    rig.add(bad);
    addGood();
    rig.submit("a@example.org");
    bad.support()
        .modifyStatusRow(
            StatusRowUpdate.update()
                .raise(StatusCode.OUTBOUND_ACTIVE, StatusCode.FAILURE, StatusCode.OFFLINE));
    assertEquals(List.of(), rig.session.flushes());

    assertEquals(1, rig.flush(Rig.SEND).counts().sent());

    assertEquals(List.of(), rig.log.of("bad.startMessage"));
    assertUnharmed();
  }
}
