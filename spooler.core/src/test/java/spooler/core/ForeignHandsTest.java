package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;
import spooler.testkit.ScriptedTransport;

/** Transports that use what they are given in ways, at times and from threads they may not. */
class ForeignHandsTest extends BadNeighbour {
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
