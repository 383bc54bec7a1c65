package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.ValidateFlag;
import spooler.api.status.StatusObject;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Two transports and one line: who may take it when, and what the trace shows of it. */
class FlushResourceTest {
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
  @DisplayName(
      "R44: the resource is granted in a turn only, not in logon, validation, poll or idle")
  void resourceOutsideATurn() throws Exception {
    BlockingQueue<String> refused = new LinkedBlockingQueue<>();
    Wayward transport =
        new Wayward(
            rig.transport("t")
                .eager()
                .with(TransportProvider.RESOURCE, "line:1")
                .asks(LogonOption.POLL, LogonOption.IDLE));
    transport.in(
        "logon",
        call -> {
          tryToAcquire(call.arg(TransportSupport.class), "logon", refused);
          return call.good();
        });
    for (String name : List.of("addressTypes", "poll", "idle")) {
      transport.in(
          name,
          call -> {
            tryToAcquire(transport.support(), name, refused);
            return call.good();
          });
    }
    transport.in(
        "status",
        call ->
            new spooler.api.transport.TransportStatus() {
              @Override
              public void validateState(Set<ValidateFlag> flags) {
                tryToAcquire(transport.support(), "validateState", refused);
              }
            });
    rig.add(transport);
    List<String> wanted = new ArrayList<>(List.of("logon", "addressTypes", "poll", "idle"));
    while (!wanted.isEmpty()) {
      String next = refused.poll(10, TimeUnit.SECONDS);
      assertTrue(next != null, "not refused in " + wanted);
      wanted.remove(next);
    }
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    transport.in(
        "submitMessage",
        call -> {
          inHand.countDown();
          go.await();
          return call.good();
        });
    rig.submit("a@example.org");
    Await.until(
        "it is in hand",
        () -> {
          rig.pass(Duration.ofSeconds(2)); // it may have come in the middle of a session
          return inHand.getCount() == 0;
        });
    try (StatusObject object = rig.session.openEntry(rig.row("t").entryId())) {
      object.validateState(Set.of()); // comes in while the lane is at work
    }
    String last = refused.poll(10, TimeUnit.SECONDS);
    while (last != null && !last.equals("validateState")) {
      last = refused.poll(10, TimeUnit.SECONDS);
    }
    assertEquals("validateState", last);
    go.countDown();
  }

  private static void tryToAcquire(
      TransportSupport support, String where, BlockingQueue<String> refused) {
    try {
      support.acquire("line:1", Duration.ofSeconds(1)).close();
    } catch (ResourceBusyException asItShould) {
      refused.add(where);
    }
  }

  @Test
  @DisplayName("R43: of a resource that is taken it says who has it, and since when")
  void whoHoldsIt() throws Exception {
    List<String> said = new ArrayList<>();
    ScriptedTransport transport =
        rig.transport("t")
            .with(TransportProvider.RESOURCE, "line:1")
            .flushes(
                (logon, flags) -> {
                  logon.support().acquire("line:1", Duration.ofMinutes(5));
                  ResourceBusyException busy =
                      assertThrows(
                          ResourceBusyException.class,
                          () -> logon.support().acquire("line:1", Duration.ofMinutes(5)));
                  said.add(busy.getMessage());
                });
    rig.add(transport);

    rig.flush(Rig.SEND);

    assertEquals(
        List.of(
            "line:1 is held by t/0 since %s, until %s at most"
                .formatted(rig.clock.instant(), rig.clock.instant().plus(Duration.ofMinutes(5)))),
        said);
  }

  @Test
  @DisplayName(
      "all fourteen steps of two transports that share a line, with its holder, in a trace")
  void fourteenStepsOfTwo() throws Exception {
    rig.add(
        rig.transport("a").needs("line:1").holds("x"),
        rig.transport("b").needs("line:1").holds("y").carries(AddressTypes.of("LAN")));
    rig.submit("a@example.org");
    rig.submit("LAN:b");

    FlushTrace trace = rig.ticket(EntryId.NONE, Rig.BOTH).trace();

    List<Integer> all = IntStream.rangeClosed(1, 14).boxed().toList();
    List<FlushTrace.Step> steps = trace.steps();
    assertEquals(28, steps.size());
    for (int turn = 0; turn < 2; turn++) {
      List<FlushTrace.Step> mine = steps.subList(14 * turn, 14 * turn + 14);
      String name = turn == 0 ? "a" : "b";
      assertEquals(all, mine.stream().map(FlushTrace.Step::number).toList());
      for (FlushTrace.Step step : mine) {
        assertEquals(name, step.transport());
        assertEquals(0, step.lane());
        assertEquals(rig.clock.instant(), step.at());
        assertFalse(step.took().isNegative());
        assertEquals(step.number() < 12 ? name + "/0" : "", step.holder(), "step " + step);
        assertEquals(bitsAfter(step.number()), step.bits(), "step " + step);
      }
      assertTrue(mine.get(2).text().contains("1"), "one was submitted: " + mine.get(2).text());
      assertTrue(mine.get(10).text().contains("1"), "one was received: " + mine.get(10).text());
    }
  }

  private static Set<StatusCode> bitsAfter(int step) {
    if (step < 8) {
      return Set.of(StatusCode.OUTBOUND_FLUSH);
    }
    return step < 12 ? Set.of(StatusCode.INBOUND_FLUSH) : Set.of();
  }
}
