package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
import spooler.api.MessageId;
import spooler.api.Question;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.event.SpoolerListener;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.SessionFlag;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.mapi.ValidateFlag;
import spooler.api.status.StatusObject;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;
import spooler.testkit.Await;
import spooler.testkit.ScriptedLogon;
import spooler.testkit.ScriptedTransport;

/** Flushes that are not plain: one direction ends early, nobody may be asked, somebody stops it. */
class FlushVariantsTest {
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

  @Test
  @DisplayName("R7: a target that has left, or is another kind of row, flushes nothing at all")
  void nothingIsFlushedForAWrongTarget() throws Exception {
    rig.add(rig.transport("t"));
    rig.submit("a@example.org");
    rig.log.clear();
    EntryId left = rig.row("t").entryId();
    rig.remove("t");
    rig.add(rig.transport("t"));
    rig.log.clear();

    assertEquals(HResult.MAPI_E_NOT_FOUND, refusedFlush(left));
    assertEquals(
        HResult.MAPI_E_INVALID_ENTRYID, refusedFlush(rig.rows(ResourceType.AB).get(0).entryId()));
    assertEquals(List.of(), rig.log.all());
    assertEquals(List.of(), rig.session.flushes());
    assertEquals(1, rig.queued());
  }

  private HResult refusedFlush(EntryId target) {
    return assertThrows(MapiException.class, () -> rig.flush(target, Rig.BOTH)).hresult();
  }

  @Test
  @DisplayName("R29: StartMessage comes only if INBOUND_FLUSH is set when the row is read again")
  void inboundBitIsReadAgain() throws Exception {
    rig.add(
        rig.transport("t")
            .holds("mail")
            .flushes(
                (logon, flags) -> {
                  logon.raiseAsAsked(flags);
                  logon.raise(StatusCode.INBOUND_FLUSH); // as early as step 2
                })
            .afterNotify(
                (logon, what) -> {
                  if (what.contains(TransportNotification.END_OUTBOUND_FLUSH)) {
                    logon.clear(StatusCode.INBOUND_FLUSH); // thought better of it
                  }
                }));
    rig.log.clear();

    rig.flush(Rig.BOTH);

    assertEquals(List.of(), rig.log.of("t.startMessage"));
    assertEquals(List.of("t.transportNotify[END_OUTBOUND_FLUSH]"), ends("t"));
  }

  @Test
  @DisplayName("R29 R31: INBOUND_FLUSH is read before each StartMessage, and no bit means no more")
  void inboundBitIsReadBeforeEach() throws Exception {
    Wayward transport = new Wayward(rig.transport("t").holds("one", "two", "three"));
    transport.in(
        "startMessage",
        call -> {
          Object done = call.good();
          transport
              .support()
              .modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.INBOUND_FLUSH));
          return done;
        });
    rig.add(transport);
    rig.log.clear();

    assertEquals(1, rig.flush(Rig.FETCH).counts().received());

    assertEquals(1, rig.log.of("t.startMessage").size());
    assertEquals(List.of("t.transportNotify[END_INBOUND_FLUSH]"), ends("t"));
    transport.behave();
    assertEquals(2, rig.flush(Rig.FETCH).counts().received(), "the rest stayed on the far side");
  }

  @Test
  @DisplayName("R32: success without a save ends the inbound phase and leaves nothing in the store")
  void filledButNotSaved() throws Exception {
    Wayward transport = new Wayward(rig.transport("t"));
    transport.in(
        "startMessage",
        call -> {
          InboundMessage message = call.arg(InboundMessage.class);
          message.addRecipient(Recipient.to("me@example.org"));
          message.body().write(new byte[100]);
          call.good();
          return null;
        });
    rig.add(transport);

    FlushReport report = rig.flush(Rig.FETCH);

    assertEquals(HResult.S_OK, report.result());
    assertEquals(0, report.counts().received());
    assertEquals(List.of(), rig.inbox.mail());
    assertEquals(1, rig.log.of("t.startMessage").size());
  }

  @Test
  @DisplayName("R31: a message that is saved twice is delivered once, and the loop goes on")
  void savedTwice() throws Exception {
    Wayward transport = new Wayward(rig.transport("t").holds("one", "two"));
    transport.in(
        "startMessage",
        call -> {
          Object done = call.good();
          call.arg(InboundMessage.class).save();
          return done;
        });
    rig.add(transport);

    assertEquals(2, rig.flush(Rig.FETCH).counts().received());
    assertEquals(List.of("one", "two"), rig.inbox.mail());
  }

  @Test
  @DisplayName("R38: clearing OUTBOUND_FLUSH ends sending only; fetching has its turn")
  void onlyOutboundEnds() throws Exception {
    ScriptedTransport transport = rig.transport("t").holds("mail");
    transport.plays(
        message -> {
          transport
              .support()
              .modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.OUTBOUND_FLUSH));
          return ScriptedTransport.deliver(message);
        });
    rig.add(transport);
    rig.submit("a@example.org");
    rig.submit("b@example.org");

    FlushReport report = rig.flush(Rig.BOTH);

    assertEquals(1, report.counts().sent());
    assertEquals(1, report.counts().received());
    assertEquals(1, rig.queued());
    assertEquals(
        List.of("t.transportNotify[END_OUTBOUND_FLUSH]", "t.transportNotify[END_INBOUND_FLUSH]"),
        ends("t"));
  }

  @Test
  @DisplayName("R38: clearing INBOUND_FLUSH while it sends ends fetching only; sending goes on")
  void onlyInboundEnds() throws Exception {
    ScriptedTransport transport = rig.transport("t").holds("mail");
    transport
        .flushes((logon, flags) -> logon.raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH))
        .plays(
            message -> {
              transport
                  .support()
                  .modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.INBOUND_FLUSH));
              return ScriptedTransport.deliver(message);
            });
    rig.add(transport);
    rig.submit("a@example.org");
    rig.submit("b@example.org");

    FlushReport report = rig.flush(Rig.BOTH);

    assertEquals(2, report.counts().sent());
    assertEquals(0, report.counts().received());
    assertEquals(List.of("t.transportNotify[END_OUTBOUND_FLUSH]"), ends("t"));
  }

  @Test
  @DisplayName("R40: upload only never starts a message, though the transport raises INBOUND_FLUSH")
  void uploadOnly() throws Exception {
    rig.add(
        rig.transport("t")
            .holds("mail")
            .flushes(
                (logon, flags) ->
                    logon.raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH)));
    rig.submit("a@example.org");

    assertEquals(1, rig.flush(Rig.SEND).counts().sent());

    assertEquals(List.of(), rig.log.of("t.startMessage"));
    assertEquals(Set.of(), flushBits("t"));
  }

  @Test
  @DisplayName("R40: download only never submits, though the transport raises OUTBOUND_FLUSH")
  void downloadOnly() throws Exception {
    rig.add(
        rig.transport("t")
            .holds("mail")
            .flushes(
                (logon, flags) ->
                    logon.raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH)));
    rig.submit("a@example.org");

    FlushReport report = rig.flush(Rig.FETCH);

    assertEquals(List.of(), rig.log.of("t.submitMessage"));
    assertEquals(0, report.counts().sent());
    assertEquals(1, rig.queued());
    assertEquals(Set.of(), flushBits("t"));
  }

  private Set<StatusCode> flushBits(String transport) throws Exception {
    Set<StatusCode> bits = EnumSet.of(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
    bits.retainAll(rig.row(transport).statusCode());
    return bits;
  }

  @Test
  @DisplayName("R41 R42: who refuses FlushQueues is skipped with his reason and told no END at all")
  void refusedFlushQueues() throws Exception {
    rig.add(
        rig.transport("bad")
            .needs("line:1")
            .flushes(
                (logon, flags) -> {
                  logon.raise(StatusCode.OUTBOUND_FLUSH);
                  throw new MapiException(HResult.MAPI_E_NO_ACCESS, "no dial tone");
                }),
        rig.transport("good").needs("line:1").carries(AddressTypes.of("LAN")));
    rig.submit("a@example.org");
    rig.submit("LAN:b");
    rig.log.clear();

    FlushReport report = rig.flush(Rig.BOTH);

    assertEquals(HResult.MAPI_E_NO_ACCESS, report.result());
    assertEquals(
        List.of("no dial tone", ""),
        report.turns().stream().map(FlushReport.Turn::reason).toList());
    assertEquals(List.of("bad.flushQueues[UPLOAD, DOWNLOAD, NO_UI]"), rig.log.of("bad."));
    assertEquals(Set.of(), flushBits("bad"));
    assertEquals(1, report.counts().sent(), "the line was free for the next");
  }

  @Test
  @DisplayName("R42: END comes once for each direction, also when the transport cleared the bit")
  void endsOnce() throws Exception {
    ScriptedTransport transport = rig.transport("t").holds("one");
    transport.flushes(
        (logon, flags) -> logon.raise(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH));
    transport.plays(
        message -> {
          transport
              .support()
              .modifyStatusRow(
                  StatusRowUpdate.update()
                      .clear(StatusCode.OUTBOUND_FLUSH)
                      .raise(StatusCode.INBOUND_FLUSH));
          return ScriptedTransport.deliver(message);
        });
    rig.add(transport);
    rig.submit("a@example.org");

    rig.flush(Rig.BOTH);

    assertEquals(List.of("t.transportNotify[END_OUTBOUND_FLUSH]"), ends("t"), "it left it at that");
    rig.log.clear();
    rig.submit("b@example.org");
    transport
        .flushes(ScriptedLogon::raiseAsAsked)
        .afterNotify(
            (logon, what) -> {
              if (what.contains(TransportNotification.END_OUTBOUND_FLUSH)) {
                logon.raise(StatusCode.OUTBOUND_FLUSH); // begins again, as it thinks
              }
            });
    rig.flush(Rig.BOTH);
    assertEquals(
        List.of("t.transportNotify[END_OUTBOUND_FLUSH]", "t.transportNotify[END_INBOUND_FLUSH]"),
        ends("t"));
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
  @DisplayName("R51: bits that are down again when its turn comes mean that there is no flush")
  void thoughtBetterOfIt() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedTransport fickle = rig.transport("fickle").carries(AddressTypes.of("LAN"));
    rig.add(rig.transport("slow").plays(message -> waitFor(inHand, go, message)), fickle);
    rig.submit("a@example.org");
    FlushTicket first = rig.ticket(rig.row("slow").entryId(), WITH_USER);
    inHand.await();

    fickle.support().modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.OUTBOUND_FLUSH));
    FlushTicket unsolicited = rig.session.flushes().get(0);
    fickle.support().modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.OUTBOUND_FLUSH));
    go.countDown();

    Rig.await(first);
    assertEquals(List.of(), Rig.await(unsolicited).turns());
    assertEquals(List.of(), rig.log.of("fickle.flushQueues"));
  }

  @Test
  @DisplayName("R51: no unsolicited FlushQueues for other bits, or for one that is up already")
  void otherBitsAskForNothing() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);

    for (StatusCode code : StatusCode.values()) {
      if (code != StatusCode.OUTBOUND_FLUSH && code != StatusCode.INBOUND_FLUSH) {
        transport.support().modifyStatusRow(StatusRowUpdate.update().raise(code));
      }
    }

    assertEquals(List.of(), rig.session.flushes());
  }

  @Test
  @DisplayName("R50: a bit that is raised while it logs on is answered as soon as it is active")
  void raisedDuringLogon() throws Exception {
    rig.submit("a@example.org");
    Wayward transport = new Wayward(rig.transport("t"));
    transport.in(
        "logon",
        call -> {
          Object logon = call.good();
          call.arg(TransportSupport.class)
              .modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.OUTBOUND_FLUSH));
          return logon;
        });

    rig.add(transport);

    Await.until("it is flushed", () -> rig.queued() == 0);
    Await.until("and the bits are down", () -> flushBits("t").isEmpty());
  }

  // R52: the user

  private static SubmitResult askAndDeliver(
      ScriptedTransport transport,
      OutboundMessage message,
      boolean secret,
      BlockingQueue<Optional<String>> answers) {
    answers.add(transport.support().user().ask("Password for\r\nrelay?", secret));
    return ScriptedTransport.deliver(message);
  }

  @Test
  @DisplayName("R52: with NO_UI a transport that asks is told at once that there is no user")
  void noUi() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> askAndDeliver(transport, message, true, answers)));
    rig.submit("a@example.org");

    assertEquals(1, rig.flush(Rig.SEND).counts().sent(), "it completes without an answer");

    assertEquals(List.of(Optional.empty()), List.copyOf(answers));
    assertEquals(List.of(), rig.session.questions());
  }

  @Test
  @DisplayName(
      "R52: without NO_UI the question is told and listed, and the answer reaches who asked")
  void questionAndAnswer() throws Exception {
    BlockingQueue<Question> told = new LinkedBlockingQueue<>();
    rig.core
        .listeners()
        .add(
            new SpoolerListener() {
              @Override
              public void questionAsked(Question question) {
                told.add(question);
              }
            });
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> askAndDeliver(transport, message, true, answers)));
    rig.submit("a@example.org");

    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    Question asked = told.poll(20, TimeUnit.SECONDS);

    assertEquals(List.of(asked), rig.session.questions());
    assertEquals(
        new Question(
            1,
            "t",
            "Password for  relay?",
            true,
            rig.clock.instant(),
            rig.clock.instant().plus(CoreSettings.DEFAULT.deadlines().answer())),
        asked);
    MapiException unknown = assertThrows(MapiException.class, () -> rig.session.answer(2, "hallo"));
    assertEquals(HResult.MAPI_E_NOT_FOUND, unknown.hresult());

    rig.session.answer(1, "tiger");

    assertEquals(1, Rig.await(flush).counts().sent());
    assertEquals(List.of(Optional.of("tiger")), List.copyOf(answers));
    assertEquals(List.of(), rig.session.questions());
    assertThrows(MapiException.class, () -> rig.session.answer(1, "again"), "it was answered");
  }

  @Test
  @DisplayName("R52: a user who declines is as good as none")
  void declined() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> askAndDeliver(transport, message, false, answers)));
    rig.submit("a@example.org");
    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    Await.until("it asks", () -> !rig.session.questions().isEmpty());
    assertFalse(rig.session.questions().get(0).secret());

    rig.session.answer(1, null);

    Rig.await(flush);
    assertEquals(List.of(Optional.empty()), List.copyOf(answers));
  }

  @Test
  @DisplayName("R52: a question nobody answers ends when its time has come")
  void unanswered() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> askAndDeliver(transport, message, false, answers)));
    rig.submit("a@example.org");
    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    Await.until("it asks", () -> !rig.session.questions().isEmpty());

    rig.clock.advance(CoreSettings.DEFAULT.deadlines().answer());

    assertEquals(1, Rig.await(flush).counts().sent());
    assertEquals(List.of(Optional.empty()), List.copyOf(answers));
    assertEquals(List.of(), rig.session.questions());
  }

  @Test
  @DisplayName("R52 R70: cancelling the flush ends the question, and the message goes back")
  void cancelledQuestion() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(
        transport.plays(
            message -> {
              answers.add(transport.support().user().ask("dial now?", false));
              return new SubmitResult.Cancelled();
            }));
    rig.submit("a@example.org");
    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    Await.until("it asks", () -> !rig.session.questions().isEmpty());

    flush.cancel();

    assertEquals(HResult.MAPI_E_USER_CANCEL, Rig.await(flush).result());
    assertEquals(List.of(Optional.empty()), List.copyOf(answers));
    assertEquals(1, rig.queued());
  }

  @Test
  @DisplayName("R52: neither logon nor ordinary delivery asks anybody")
  void nobodyIsAskedElsewhere() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport script = rig.transport("t").eager();
    Wayward transport = new Wayward(script);
    transport.in(
        "logon",
        call -> {
          answers.add(call.arg(TransportSupport.class).user().ask("password?", true));
          return call.good();
        });
    script.plays(message -> askAndDeliver(script, message, false, answers));
    rig.add(transport);

    rig.submit("a@example.org");

    assertEquals(Optional.empty(), answers.poll(20, TimeUnit.SECONDS));
    assertEquals(Optional.empty(), answers.poll(20, TimeUnit.SECONDS));
    assertEquals(List.of(), rig.session.questions());
  }

  // Abort and cancel

  private static SubmitResult waitFor(
      CountDownLatch reached, CountDownLatch go, OutboundMessage message) {
    reached.countDown();
    try {
      go.await();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
    return ScriptedTransport.deliver(message);
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

  // Sessions with flags

  @Test
  @DisplayName("a session with FORCE_DOWNLOAD has all mail when its logon returns; nothing is sent")
  void forceDownload() throws Exception {
    rig.add(rig.transport("a").holds("1", "2"), rig.transport("b").holds("3"));
    rig.submit("x@example.org");

    rig.core.logon(Set.of(SessionFlag.FORCE_DOWNLOAD)).close();

    assertEquals(List.of("1", "2", "3"), rig.inbox.mail());
    assertEquals(1, rig.queued());
    assertEquals(List.of("a.flushQueues[DOWNLOAD, NO_UI]"), rig.log.of("a.flushQueues"));
  }

  @Test
  @DisplayName(
      "FORCE_DOWNLOAD while another flush runs, or with a dead transport, logs on all the same")
  void forceDownloadInVain() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    rig.add(rig.transport("t").plays(message -> waitFor(inHand, go, message)));
    rig.submit("a@example.org");
    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    inHand.await();

    Session session = rig.core.logon(Set.of(SessionFlag.FORCE_DOWNLOAD));

    assertEquals(1, session.queue().size());
    go.countDown();
    Rig.await(flush);
    rig.add(new Wayward(rig.transport("dead")).throwing("flushQueues", new Error("dead")));
    assertEquals(0, rig.core.logon(Set.of(SessionFlag.FORCE_DOWNLOAD)).queue().size());
  }

  @Test
  @DisplayName("a session with NO_MAIL looks, but neither submits nor flushes nor fetches")
  void noMail() throws Exception {
    rig.add(rig.transport("t").holds("mail"));
    rig.submit("a@example.org");
    rig.log.clear();
    try (Session session =
        rig.core.logon(Set.of(SessionFlag.NO_MAIL, SessionFlag.FORCE_DOWNLOAD))) {
      StatusObject spooler = session.openEntry(rig.spoolerRow());
      StatusObject transport = session.openEntry(rig.row("t").entryId());
      assertEquals(
          HResult.MAPI_E_NO_SUPPORT,
          assertThrows(MapiException.class, () -> spooler.flushQueues(EntryId.NONE, Rig.BOTH))
              .hresult());
      assertEquals(
          HResult.MAPI_E_NO_SUPPORT,
          assertThrows(MapiException.class, () -> transport.flushQueues(EntryId.NONE, Rig.BOTH))
              .hresult());
      assertEquals(1, session.queue().size());
    }
    assertEquals(List.of(), rig.log.all(), "the transports never hear of it");
  }

  // The trace

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
