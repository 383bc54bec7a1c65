package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.status.SpoolerTag;
import spooler.api.store.StoreException;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/**
 * Transports that do what none may. In each case the spooler lives, the other transport delivers,
 * no message is lost, the flush ends, the bits are clear, and the resource is free.
 */
class MisbehaviourTest {
  private Rig rig;
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void start() throws Exception {
    CoreSettings.Deadlines impatient = Rig.impatient().deadlines();
    Duration moment = Duration.ofMillis(300);
    rig = new Rig(CoreSettings.DEFAULT.withDeadlines(impatient.with(moment, moment)));
  }

  @AfterEach
  void stop() {
    never.countDown();
    rig.close();
  }

  /** The one that misbehaves, with a resource that the good one needs as well. */
  private Wayward bad() {
    return new Wayward(rig.transport("bad").needs("line:1").holds("mail"));
  }

  private void addGood() throws Exception {
    rig.add(rig.transport("good").needs("line:1").carries(AddressTypes.of("LAN")));
  }

  /** After whatever happened: everything works, and nothing is left behind. */
  private void assertUnharmed() throws Exception {
    rig.submit("LAN:after");
    FlushReport report = rig.flush(Rig.BOTH);
    FlushReport.Turn good = report.turns().get(report.turns().size() - 1);
    assertEquals("good", good.transport());
    assertEquals(HResult.S_OK, good.result(), good.reason());
    assertEquals(1, good.counts().sent());
    assertClean();
  }

  private void assertClean() throws Exception {
    for (String transport : List.of("bad", "good")) {
      Set<StatusCode> bits = EnumSet.of(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
      bits.retainAll(rig.row(transport).statusCode());
      assertEquals(Set.of(), bits, transport);
      assertEquals(null, rig.row(transport).get(SpoolerTag.RESOURCE_HOLDER));
    }
  }

  // What is thrown

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

  // Settling

  @Test
  @DisplayName("settling from another thread, after the end, or for others' recipients is refused")
  void settlesWhatItMayNot() throws Exception {
    BlockingQueue<String> refused = new LinkedBlockingQueue<>();
    AtomicReference<OutboundMessage> kept = new AtomicReference<>();
    ScriptedTransport script = rig.transport("bad");
    script.plays(
        message -> {
          OutboundMessage.Assigned mine = message.recipients().get(0);
          note(refused, () -> elsewhere(() -> settle(message, mine)));
          note(refused, () -> settle(message, new OutboundMessage.Assigned(1, mine.recipient())));
          note(refused, () -> settle(message, new OutboundMessage.Assigned(99, mine.recipient())));
          note(refused, () -> message.recipients().clear());
          kept.set(message);
          return new SubmitResult.Wait(Duration.ofMinutes(1), "later");
        });
    script.plays(
        message -> {
          OutboundMessage old = kept.get();
          if (old != null) {
            note(refused, () -> settle(old, old.recipients().get(0)));
          }
          return ScriptedTransport.deliver(message);
        });
    rig.add(script);
    addGood();
    MessageId id = rig.submit("a@example.org", "LAN:b");
    rig.submit("c@example.org");

    FlushReport report = rig.flush(rig.row("bad").entryId(), Rig.SEND);

    assertEquals(
        List.of(
            "IllegalStateException",
            "IllegalArgumentException",
            "IllegalArgumentException",
            "UnsupportedOperationException",
            "IllegalStateException"),
        List.copyOf(refused));
    assertEquals(1, report.counts().sent(), "the second message");
    assertEquals(RecipientState.WAITING, rig.waiting(id).state(), "nothing was recorded");
    rig.flush(Rig.SEND);
    assertUnharmed();
  }

  private static void settle(OutboundMessage message, OutboundMessage.Assigned recipient) {
    message.settle(recipient, new RecipientOutcome.Delivered("forged"));
  }

  private static void note(BlockingQueue<String> refused, Runnable call) {
    try {
      call.run();
      refused.add("nothing was thrown");
    } catch (RuntimeException asItShould) {
      refused.add(asItShould.getClass().getSimpleName());
    }
  }

  private static void elsewhere(Runnable call) {
    CompletableFuture<String> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                call.run();
                done.complete("");
              } catch (RuntimeException thrown) {
                done.completeExceptionally(thrown);
              }
            });
    thread.start();
    try {
      done.join();
    } catch (CompletionException wrapped) {
      throw wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
    }
  }

  @Test
  @DisplayName(
      "an inbound message that is filled late, or by another thread, is refused the same way")
  void fillsWhatItMayNot() throws Exception {
    BlockingQueue<String> refused = new LinkedBlockingQueue<>();
    AtomicReference<InboundMessage> kept = new AtomicReference<>();
    Wayward bad = bad();
    bad.in(
        "startMessage",
        call -> {
          InboundMessage old = kept.getAndSet(call.arg(InboundMessage.class));
          if (old != null) {
            note(refused, () -> old.addRecipient(Recipient.to("me@example.org")));
            note(refused, () -> save(old));
          }
          note(refused, () -> elsewhere(() -> save(call.arg(InboundMessage.class))));
          return call.good();
        });
    rig.add(bad);
    addGood();

    assertEquals(1, rig.flush(Rig.FETCH).counts().received());

    assertEquals(
        List.of(
            "IllegalStateException",
            "IllegalStateException",
            "IllegalStateException",
            "IllegalStateException"),
        List.copyOf(refused));
    assertEquals(List.of("mail"), rig.inbox.mail());
    assertUnharmed();
  }

  private static void save(InboundMessage message) {
    try {
      message.save();
    } catch (MapiException notSaved) {
      throw new AssertionError(notSaved);
    }
  }

  @Test
  @DisplayName(
      "R85: the sets a transport is given cannot be changed, and arrive as they were meant")
  void changesItsArguments() throws Exception {
    BlockingQueue<String> refused = new LinkedBlockingQueue<>();
    Wayward bad = bad();
    for (String call : List.of("flushQueues", "submitMessage", "transportNotify")) {
      bad.in(
          call,
          made -> {
            Collection<?> given = made.arg(Collection.class);
            note(refused, given::clear);
            note(refused, () -> given.remove(given.stream().findFirst().orElse(null)));
            return made.good();
          });
    }
    rig.add(bad);
    addGood();
    rig.submit("a@example.org");

    assertEquals(1, rig.flush(Rig.BOTH).counts().sent());

    assertFalse(refused.contains("nothing was thrown"));
    assertTrue(refused.size() >= 8, refused.size() + " sets");
    assertEquals(
        List.of("bad.flushQueues[UPLOAD, DOWNLOAD, NO_UI]"), rig.log.of("bad.flushQueues"));
    assertUnharmed();
  }

  // Floods

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

  private static void uninterruptibly(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException ignored) {
        // whoever waits here does not care
      }
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

  // Late calls

  @Test
  @DisplayName("R86: a transport that goes on calling after its close is not heard")
  void callsAfterClose() throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    TransportSupport support = bad.support();
    rig.remove("bad");
    rig.log.clear();

    CompletableFuture<String> late =
        CompletableFuture.supplyAsync(
            () -> {
              support.modifyStatusRow(
                  StatusRowUpdate.create().raise(StatusCode.OUTBOUND_FLUSH).text("I am back"));
              support.spoolerNotify(new SpoolerNotification.NewMail());
              support.spoolerNotify(new SpoolerNotification.CriticalError("too late"));
              assertEquals(Yield.CANCEL_MESSAGE, support.spoolerYield());
              assertTrue(support.user().ask("password?", true).isEmpty());
              return assertThrows(
                      ResourceBusyException.class,
                      () -> support.acquire("line:1", Duration.ofDays(1)))
                  .getMessage();
            });

    assertTrue(late.get(10, TimeUnit.SECONDS).contains("line:1 may be taken only"), late.get());
    assertEquals(List.of(), rig.session.flushes());
    assertEquals(List.of(), rig.log.of("bad."));
    rig.submit("LAN:after");
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
    assertEquals(1, rig.rows(ResourceType.TRANSPORT_PROVIDER).size());
  }

  // Silence

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

  // Words of the far side

  @Test
  @DisplayName("text of a hostile far side is on one line wherever it is shown")
  void hostileText() throws Exception {
    String hostile = "550 no\r\nMAIL FROM:<x>\u001B]0;owned\u0007\u202Etxt";
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    bad.good.plays(message -> new SubmitResult.Wait(Duration.ofHours(1), hostile));
    bad.good.plays(message -> new SubmitResult.NetworkError(Duration.ofHours(1), hostile));
    MessageId waits = rig.submit("a@example.org");
    MessageId down = rig.submit("b@example.org");

    FlushReport report = rig.flush(Rig.SEND);

    assertOneLine(report.turns().get(0).reason());
    assertOneLine(rig.waiting(waits).reason());
    assertOneLine(rig.waiting(down).reason());
    bad.in(
        "flushQueues",
        call -> {
          throw new MapiException(HResult.MAPI_E_NO_ACCESS, hostile);
        });
    FlushTicket refused = rig.ticket(EntryId.NONE, Rig.SEND);
    assertOneLine(refused.report().orElseThrow().turns().get(0).reason());
    refused.trace().steps().forEach(step -> assertNoControl(step.text()));
    bad.support().spoolerNotify(new SpoolerNotification.CriticalError(hostile));
    assertOneLine(rig.row("bad").statusString());
  }

  private static void assertOneLine(String text) {
    assertTrue(text.contains("550 no"), text);
    assertNoControl(text);
  }

  private static void assertNoControl(String text) {
    assertTrue(
        text.codePoints()
            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT),
        () -> "control characters in " + text.codePoints().boxed().toList());
  }

  @Test
  @DisplayName("a transport that acquires without end in one turn keeps nothing of it")
  void hoardsResources() throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    bad.in(
        "submitMessage",
        call -> {
          for (int i = 0; i < 1_000; i++) {
            var unused = bad.support().acquire("made up " + i, Duration.ofDays(1));
          }
          return call.good();
        });
    rig.submit("a@example.org");
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
    rig.submit("a@example.org");
    assertEquals(1, rig.flush(Rig.SEND).counts().sent(), "all were free again");
    assertUnharmed();
  }

  @Test
  @DisplayName("NdrReason and the like come through as the transport said, once only")
  void settlesTwice() throws Exception {
    Wayward bad = bad();
    rig.add(bad);
    addGood();
    bad.good.plays(
        message -> {
          OutboundMessage.Assigned one = message.recipients().get(0);
          message.settle(
              one,
              new RecipientOutcome.Refused(
                  NdrReason.TRANSFER_IMPOSSIBLE, NdrDiagnostic.RECIPIENT_UNKNOWN, "no such user"));
          message.settle(one, new RecipientOutcome.Delivered("or was there?"));
          return SubmitResult.OK;
        });
    rig.submit("a@example.org");

    FlushReport report = rig.flush(Rig.SEND);

    assertEquals(1, report.counts().failed(), "only the first word on a recipient counts");
    assertEquals(0, report.counts().sent());
    assertUnharmed();
  }
}
