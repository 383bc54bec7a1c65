package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.NdrReason;
import spooler.api.mapi.StatusCode;
import spooler.api.store.StoreException;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;

/** Transports that throw what none may, or answer what makes no sense. */
class MisbehaviourTest extends BadNeighbour {
  record Thrown(String call, Throwable thrown) {
    @Override
    public String toString() {
      return thrown.getClass().getSimpleName() + " from " + call;
    }
  }

  static Stream<Thrown> thrown() {
    return Stream.of(
            "flushQueues", "submitMessage", "endMessage", "startMessage", "transportNotify")
        .flatMap(
            call ->
                Stream.of(
                    new Thrown(call, new IllegalStateException("a defect")),
                    new Thrown(call, new AssertionError("a defect")),
                    new Thrown(call, new StackOverflowError()),
                    new Thrown(call, new OutOfMemoryError("too large an array")),
                    new Thrown(call, new NoClassDefFoundError("missing/Type")),
                    new Thrown(call, new Error("a defect of its own kind")),
                    new Thrown(call, new IOException("never declared")),
                    new Thrown(call, new StoreException("as if ours were broken")),
                    new Thrown(call, new ThreadDeath())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("thrown")
  @DisplayName("R41: whatever a call throws, it costs the transport its turn only")
  void throwsAnything(Thrown deed) throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    rig.submit("a@example.org");
    rig.submit("LAN:b");
    bad.throwing(deed.call(), deed.thrown());

    FlushReport report = rig.flush(Rig.BOTH);

    FlushReport.Turn turn = report.turns().get(0);
    boolean isOneBody = deed.thrown() instanceof StoreException && deed.call().endsWith("Message");
    assertTrue(isOneBody || turn.result().isFailure(), turn.toString());
    assertEquals(turn.result().isFailure(), !turn.reason().isBlank(), turn.toString());
    assertEquals(HResult.S_OK, report.turns().get(1).result(), report.turns().get(1).reason());
    assertEquals(1, report.turns().get(1).counts().sent());
    assertClean();

    bad.behave();
    rig.flush(EnumSet.of(FlushFlag.UPLOAD, FlushFlag.FORCE, FlushFlag.NO_UI));
    rig.flush(Rig.FETCH);
    assertEquals(0, rig.queued(), "the message was not lost");
    assertEquals(List.of("mail"), rig.inbox.mail(), "nor was what waited on the far side");
    assertUnharmed();
  }

  @Test
  @DisplayName(
      "R42 R43: after a defect it is told the ENDs it has not been told, to release what it has")
  void endAfterADefect() throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    rig.submit("a@example.org");
    bad.throwing("submitMessage", new IllegalStateException("a defect"));
    rig.flush(Rig.BOTH);
    assertEquals(
        List.of("bad.transportNotify[END_INBOUND_FLUSH, END_OUTBOUND_FLUSH]"),
        rig.log.of("bad.transportNotify[END"));

    rig.log.clear();
    bad.behave();
    bad.throwing("startMessage", new IllegalStateException("a defect"));
    rig.flush(Rig.BOTH);
    assertEquals(
        List.of(
            "bad.transportNotify[END_OUTBOUND_FLUSH]", "bad.transportNotify[END_INBOUND_FLUSH]"),
        rig.log.of("bad.transportNotify[END"));
    assertUnharmed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"logon", "addressTypes", "options", "transportNotify"})
  @DisplayName("whatever a logon throws, or answers nothing, it stays out alone, and says why")
  void badLogon(String call) throws Exception {
    Wayward bad = bad();
    addGood();
    for (Throwable thrown : List.of(new IllegalStateException("a defect"), new Error("an error"))) {
      bad.throwing(call, thrown);
      rig.add(bad);
      String shown = rig.row("bad").statusString();
      assertTrue(shown.contains(String.valueOf(thrown.getMessage())), shown);
      assertTrue(rig.row("bad").statusCode().contains(StatusCode.FAILURE));
      assertUnharmedWithout();
      rig.remove("bad");
    }
    if (!call.equals("transportNotify")) {
      bad.in(call, made -> null);
      rig.add(bad);
      assertTrue(rig.row("bad").statusString().contains("no answer"), call);
      assertUnharmedWithout();
    }
  }

  private void assertUnharmedWithout() throws Exception {
    rig.submit("LAN:after");
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  @DisplayName("address types that are asked for again in vain stay as they were")
  void badAddressTypesLater() throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    CountDownLatch asked = new CountDownLatch(2);
    for (String how : List.of("null", "thrown")) {
      bad.in(
          "addressTypes",
          call -> {
            asked.countDown();
            if (how.equals("thrown")) {
              throw new Error("a defect");
            }
            return null;
          });
      long before = asked.getCount();
      bad.support().spoolerNotify(new SpoolerNotification.ConfigChange());
      Await.until("it was asked", () -> asked.getCount() < before);
    }
    rig.submit("a@example.org");
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
    assertUnharmed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"submitMessage", "endMessage"})
  @DisplayName("no answer where one is due is a defect; what was settled is settled")
  void noAnswer(String call) throws Exception {
    Wayward bad = bad();
    bad.in(
        call,
        made -> {
          if (call.equals("submitMessage")) {
            OutboundMessage message = made.arg(OutboundMessage.class);
            message.settle(message.recipients().get(0), new RecipientOutcome.Delivered("ok"));
          }
          return null;
        });
    rig.add(bad);
    addGood();
    MessageId id = rig.submit("a@example.org", "b@example.org");

    FlushReport report = rig.flush(Rig.SEND);

    assertEquals(HResult.MAPI_E_CALL_FAILED, report.result());
    assertTrue(report.turns().get(0).reason().contains("no answer"));
    bad.behave();
    if (call.equals("submitMessage")) {
      assertEquals(RecipientState.SENT, rig.waiting(id).state());
    }
    rig.flush(EnumSet.of(FlushFlag.UPLOAD, FlushFlag.FORCE, FlushFlag.NO_UI));
    assertEquals(0, rig.queued());
    assertUnharmed();
  }

  @Test
  @DisplayName("delays without sense are kept within it; answers without a part are defects")
  void senselessAnswers() throws Exception {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    Duration negative = Duration.ofSeconds(-1);
    List<Consumer<OutboundMessage>> settlings =
        List.of(
            message ->
                message.settle(
                    message.recipients().get(0), new RecipientOutcome.Delayed(forEver, "later")),
            message ->
                message.settle(
                    message.recipients().get(0), new RecipientOutcome.Delayed(negative, "sooner")));
    rig.add(bad());
    Wayward bad = new Wayward(rig.transport("worse").carries(AddressTypes.of("FAX")));
    rig.add(bad);
    addGood();
    List<SubmitResult> results =
        List.of(
            new SubmitResult.Wait(forEver, "wait"),
            new SubmitResult.Wait(negative, "wait"),
            new SubmitResult.NetworkError(forEver, "down"),
            new SubmitResult.NetworkError(negative, "down"));
    for (SubmitResult result : results) {
      bad.good.plays(message -> result);
    }
    settlings.forEach(
        settling ->
            bad.good.plays(
                message -> {
                  settling.accept(message);
                  return SubmitResult.OK;
                }));
    bad.good.plays(message -> new SubmitResult.Wait(nothing(), "wait"));
    bad.good.plays(message -> new SubmitResult.Failed(HResult.MAPI_E_CALL_FAILED, nothing()));
    bad.good.plays(
        message -> {
          message.settle(
              message.recipients().get(0),
              new RecipientOutcome.Refused(NdrReason.TRANSFER_FAILED, nothing(), "no"));
          return SubmitResult.OK;
        });
    bad.good.plays(
        message -> {
          message.settle(message.recipients().get(0), nothing());
          return SubmitResult.OK;
        });
    MessageId id = rig.submit("FAX:1");
    Set<FlushFlag> force = EnumSet.of(FlushFlag.UPLOAD, FlushFlag.FORCE, FlushFlag.NO_UI);
    for (int i = 0; i < results.size() + settlings.size() + 4; i++) {
      rig.flush(force);
      assertEquals(1, rig.queued(), "it waits, try " + i);
      assertTrue(rig.waiting(id).nextAttempt() != null, "and not without end, try " + i);
    }
    rig.flush(force);
    assertEquals(0, rig.queued());
    assertUnharmed();
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals", "DataFlowIssue"})
  private static <T> T nothing() {
    return null; // a transport compiled without any checker
  }

  @Test
  @DisplayName("a transport that leaves its thread interrupted disturbs nobody")
  void leavesAnInterrupt() throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    for (String call : List.of("flushQueues", "submitMessage", "endMessage", "startMessage")) {
      bad.in(
          call,
          made -> {
            assertFalse(Thread.currentThread().isInterrupted(), "it was left by the call before");
            Object answer = made.good();
            Thread.currentThread().interrupt();
            return answer;
          });
    }
    rig.submit("a@example.org");
    rig.submit("b@example.org");

    FlushReport report = rig.flush(Rig.BOTH);

    assertEquals(HResult.S_OK, report.result(), report.toString());
    assertEquals(2, report.counts().sent());
    assertEquals(1, report.counts().received());
    assertUnharmed();
  }
}
