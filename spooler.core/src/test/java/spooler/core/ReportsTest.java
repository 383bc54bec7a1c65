package spooler.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.SpoolMessage;
import spooler.api.event.SpoolerListener;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Who is told what, when a message has come to its end. */
class ReportsTest {
  private static final String HERE = "me@example.org";
  private static final String ELSEWHERE = "you@example.net";

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
  @DisplayName("R76: all that failed in one submission are in one report, the others are not")
  void oneReportForOneCall() throws Exception {
    rig.add(rig.transport("t").plays(message -> refuseAllBut("good@example.com", message)));
    submit(from(HERE), "bad1@example.com", "good@example.com", "bad2@example.com");

    rig.flush(Rig.SEND);
    String report = onlyReport();

    assertTrue(report.contains("bad1@example.com"), report);
    assertTrue(report.contains("bad2@example.com"), report);
    assertTrue(report.contains("550 5.1.1 no such user"), report);
    assertFalse(report.contains("Final-Recipient: rfc822;good@example.com"), report);
    emptied();
  }

  @Test
  @DisplayName("R75: when nobody is left who would take them, exactly those are reported")
  void nobodyLeft() throws Exception {
    rig.add(
        rig.transport("a").plays(message -> leave("left@example.com", message)),
        rig.transport("b").answers(new SubmitResult.NotMe()));
    submit(from(HERE), "left@example.com", "taken@example.com");

    rig.flush(Rig.SEND);
    String report = onlyReport();

    assertTrue(report.contains("left@example.com"), report);
    assertTrue(report.contains("refused by a, b"), report);
    assertFalse(report.contains("Final-Recipient: rfc822;taken@example.com"), report);
  }

  @Test
  @DisplayName("R75: a transport that is only away postpones the message, nothing is reported")
  void nobodyThere() throws Exception {
    MessageId id = submit(from(HERE), "x@example.com");

    rig.pass(Duration.ofDays(4));

    assertEquals("no transport for SMTP is present", rig.waiting(id).reason());
    assertEquals(List.of(), rig.inbox.mail());
  }

  @Test
  @DisplayName(
      "R76: no report where the sender wants none, and none of success unless it is wanted")
  void onlyWhatIsWanted() throws Exception {
    rig.add(rig.transport("t").plays(ReportsTest::refuse));
    submit(from(HERE).nonDeliveryReport(false), "bad@example.com");
    submit(from(HERE), "good@example.com");

    rig.flush(Rig.SEND);
    emptied();

    assertEquals(List.of(), rig.inbox.mail());
  }

  @Test
  @DisplayName("R76: a delivery report when it is wanted; the message stays until it is made")
  void deliveryReport() throws Exception {
    List<List<RecipientState>> settled = new CopyOnWriteArrayList<>();
    rig.core.listeners().add(recording(settled));
    rig.add(rig.transport("t"));
    submit(from(HERE).deliveryReport(true), "a@example.com", "b@example.com");

    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
    String report = onlyReport();

    assertTrue(report.contains("Action: delivered"), report);
    Await.until("it is finished once (R78)", () -> settled.size() == 1);
    assertEquals(List.of(List.of(RecipientState.SENT, RecipientState.SENT)), settled);
  }

  @Test
  @DisplayName("R76: no delivery report where the far side has promised to see to it")
  void theFarSideReports() throws Exception {
    rig.add(
        rig.transport("t")
            .alwaysPlays(
                message -> {
                  for (OutboundMessage.Assigned one : message.recipients()) {
                    message.settle(one, new RecipientOutcome.Delivered("250 taken", true));
                  }
                  return SubmitResult.OK;
                }));
    submit(from(HERE).deliveryReport(true), "good@example.com");

    rig.flush(Rig.SEND);

    emptied();
    assertEquals(List.of(), rig.inbox.mail());
  }

  @Test
  @DisplayName("a sender elsewhere is sent the report, from nobody, in the place of the message")
  void reportBySpooling() throws Exception {
    List<Envelope> reports = new CopyOnWriteArrayList<>();
    rig.add(
        rig.transport("t")
            .alwaysPlays(
                message -> {
                  if (message.envelope().sender() != null) {
                    return refuse(message);
                  }
                  reports.add(message.envelope());
                  return ScriptedTransport.deliver(message);
                }));
    submit(from(ELSEWHERE), "bad@example.com");

    rig.flush(Rig.SEND);
    Await.until(
        "the report is sent",
        () -> rig.flush(Rig.SEND).counts().failed() == 0 && rig.queued() == 0);

    Envelope report = reports.get(0);
    assertEquals(1, reports.size());
    assertNull(report.sender());
    assertFalse(report.nonDeliveryReport());
    assertEquals(List.of(Recipient.to(ELSEWHERE)), report.recipients());
  }

  @Test
  @DisplayName("never a report on a report: one that cannot be delivered ends in silence")
  void noReportOnAReport() throws Exception {
    rig.add(rig.transport("t").alwaysPlays(ReportsTest::refuse));
    submit(from(ELSEWHERE), "bad@example.com");

    rig.flush(Rig.SEND);
    Await.until(
        "both are gone", () -> rig.flush(Rig.SEND).counts().failed() == 0 && rig.queued() == 0);

    assertEquals(List.of(), rig.inbox.mail());
  }

  @Test
  @DisplayName("a message of nobody is not reported on")
  void nobodyToTell() throws Exception {
    rig.add(rig.transport("t").alwaysPlays(ReportsTest::refuse));
    submit(Envelope.from(null), "bad@example.com");

    rig.flush(Rig.SEND);

    emptied();
  }

  @Test
  @DisplayName("at most so many reports an hour for a sender; the others wait, none is lost")
  void hourlyLimit() throws Exception {
    rig.close();
    rig = new Rig(CoreSettings.DEFAULT.withReportsPerHour(2));
    rig.add(rig.transport("t").alwaysPlays(ReportsTest::refuse));
    for (int i = 0; i < 5; i++) {
      submit(from(HERE), "bad" + i + "@example.com");
    }

    rig.flush(Rig.SEND);
    Await.until("two reports are made", () -> rig.inbox.mail().size() == 2);
    Await.until(
        "three wait for the next hour",
        () ->
            rig.session.queue().list(null, 9).stream()
                    .filter(entry -> entry.recipients().get(0).nextAttempt() != null)
                    .count()
                == 3);
    QueueEntry.Waiting third = rig.session.queue().list(null, 1).get(0).recipients().get(0);
    assertEquals(RecipientState.FAILED, third.state());
    assertEquals("the sender is still to be told: 550 5.1.1 no such user", third.reason());
    assertEquals(rig.clock.instant().plus(Duration.ofHours(1)), third.nextAttempt());
    rig.flush(Rig.SEND);
    assertEquals(5, rig.log.of("t.submitMessage").size(), "what is owed is never sent again");

    rig.pass(Duration.ofHours(1));
    Await.until("two more", () -> rig.inbox.mail().size() == 4);
    Await.until(
        "the last waits for the next hour", // and is in nobody's hands when the clock jumps
        () -> {
          List<QueueEntry> left = rig.session.queue().list(null, 9);
          return left.size() == 1 && left.get(0).recipients().get(0).nextAttempt() != null;
        });
    rig.pass(Duration.ofHours(1));
    Await.until("the last", () -> rig.inbox.mail().size() == 5);
    emptied();
  }

  @Test
  @DisplayName("a message that waits too long expires, also where nobody is there for it")
  void expiry() throws Exception {
    MessageId id = submit(from(HERE), "x@example.com");
    MessageId patient =
        submit(from(HERE).expires(rig.clock.instant().plus(Duration.ofDays(30))), "y@example.com");

    rig.pass(Duration.ofDays(5));
    String report = onlyReport();

    assertTrue(report.contains("its time ran out"), report);
    assertTrue(report.contains("Status: 4.4.7") || report.contains("Status: 5.4.7"), report);
    Await.until("it is gone", () -> rig.session.queue().find(id).isEmpty());
    assertTrue(rig.session.queue().find(patient).isPresent());
  }

  @Test
  @DisplayName("the report of an expired message says what went wrong last")
  void expiryTellsTheLastReason() throws Exception {
    rig.add(
        rig.transport("t")
            .alwaysPlays(message -> new SubmitResult.Wait(Duration.ofDays(9), "450 greylisted")));
    submit(from(HERE), "x@example.com");
    rig.flush(Rig.SEND);

    rig.pass(Duration.ofDays(5));

    assertTrue(onlyReport().contains("450 greylisted"), rig.inbox.mail().get(0));
    emptied();
  }

  private static SubmitResult refuseAllBut(String good, OutboundMessage message) {
    for (OutboundMessage.Assigned one : message.recipients()) {
      if (one.recipient().address().value().equals(good)) {
        message.settle(one, new RecipientOutcome.Delivered("250 2.0.0 taken"));
      } else {
        refuse(message, one.place());
      }
    }
    return SubmitResult.OK;
  }

  static void refuse(OutboundMessage message, int place) {
    message.settle(
        new OutboundMessage.Assigned(place, message.envelope().recipients().get(place)),
        new RecipientOutcome.Refused(
            NdrReason.TRANSFER_IMPOSSIBLE,
            NdrDiagnostic.RECIPIENT_UNKNOWN,
            "550 5.1.1 no such user"));
  }

  static SubmitResult refuse(OutboundMessage message) {
    return refuseAllBut("", message);
  }

  private static SubmitResult leave(String address, OutboundMessage message) {
    for (OutboundMessage.Assigned one : message.recipients()) {
      if (!one.recipient().address().value().equals(address)) {
        message.settle(one, new RecipientOutcome.Delivered("250 2.0.0 taken"));
      }
    }
    return SubmitResult.OK;
  }

  private static Envelope.Builder from(String sender) {
    return Envelope.from(Address.smtp(sender));
  }

  private MessageId submit(Envelope.Builder envelope, String... to) throws Exception {
    for (String address : to) {
      envelope.to(Recipient.to(address));
    }
    return rig.session
        .submit(
            new SpoolMessage(
                envelope.build(), BodySource.of("Subject: hello\r\n\r\nhello\r\n".getBytes(UTF_8))))
        .id();
  }

  private String onlyReport() throws Exception {
    Await.until("the report is delivered", () -> !rig.inbox.mail().isEmpty());
    assertEquals(1, rig.inbox.mail().size());
    return rig.inbox.mail().get(0);
  }

  private void emptied() throws Exception {
    Await.until("the queue is empty", () -> rig.queued() == 0);
  }

  private static SpoolerListener recording(List<List<RecipientState>> settled) {
    return new SpoolerListener() {
      @Override
      public void messageSettled(MessageId id, List<RecipientState> recipients) {
        settled.add(recipients);
      }
    };
  }
}
