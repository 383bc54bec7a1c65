package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import spooler.api.HistoryEntry;
import spooler.api.HistoryView;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.mapi.HResult;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;

/** How it ended can be told of every message that has left the queue. */
class HistoryTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private HistoryEntry ended(MessageId id) throws Exception {
    HistoryView history = rig.session.history();
    Await.until("it is in the history", () -> history.find(id).isPresent());
    return history.find(id).orElseThrow();
  }

  private static SubmitResult settle(OutboundMessage message, RecipientOutcome... outcomes) {
    for (int i = 0; i < outcomes.length; i++) {
      message.settle(message.recipients().get(i), outcomes[i]);
    }
    return SubmitResult.OK;
  }

  @Test
  void whoSentItAndWhatTheFarSideSaidAndWhoRefusedIt() throws Exception {
    rig.add(
        rig.transport("relay")
            .plays(
                message ->
                    settle(
                        message,
                        new RecipientOutcome.Delivered("250 queued as 7"),
                        new RecipientOutcome.Refused(
                            NdrReason.TRANSFER_IMPOSSIBLE,
                            NdrDiagnostic.RECIPIENT_UNKNOWN,
                            "550 no such user"))));
    MessageId id = rig.submit("a@example.com", "b@example.com");
    assertEquals(Optional.empty(), rig.session.history().find(id));
    rig.clock.advance(Duration.ofSeconds(5));

    rig.flush(Rig.SEND);
    HistoryEntry entry = ended(id);

    HistoryEntry.Ended sent = entry.recipients().get(0);
    assertEquals(RecipientState.SENT, sent.state());
    assertEquals("relay", sent.transport());
    assertEquals("250 queued as 7", sent.reason());
    assertEquals(1, sent.attempts());
    HistoryEntry.Ended failed = entry.recipients().get(1);
    assertEquals(RecipientState.FAILED, failed.state());
    assertEquals("relay", failed.transport());
    assertEquals("550 no such user", failed.reason());
    assertEquals(entry.accepted().plusSeconds(5), entry.finished());
  }

  @Test
  void aMessageThatWasTakenBackIsRememberedAsThat() throws Exception {
    MessageId id = rig.submit("a@example.com");
    rig.session.cancel(id);
    HistoryEntry.Ended ended = ended(id).recipients().get(0);
    assertEquals(RecipientState.CANCELLED, ended.state());
    assertEquals("cancelled", ended.reason());
    assertNull(ended.transport());
  }

  @Test
  void aMessageWhoseTimeRanOutIsRememberedWithItsLastReply() throws Exception {
    rig.add(
        rig.transport("relay")
            .alwaysPlays(
                message -> new SubmitResult.Wait(Duration.ofMinutes(1), "451 try again later")));
    MessageId id = rig.submit("a@example.com");
    rig.flush(Rig.SEND);
    rig.pass(Duration.ofDays(6));
    HistoryEntry.Ended ended = ended(id).recipients().get(0);
    assertEquals(RecipientState.EXPIRED, ended.state());
    assertTrue(ended.reason().contains("451 try again later"), ended.reason());
    assertNull(ended.transport());
    assertTrue(ended.attempts() > 0, ended.toString());
  }

  @Test
  void theLastOneIsFirstAndPagesFollow() throws Exception {
    rig.add(rig.transport("relay"));
    MessageId one = rig.submit("a@example.com");
    MessageId two = rig.submit("b@example.com");
    rig.session.cancel(two);
    rig.flush(Rig.SEND);
    ended(one);
    List<HistoryEntry> newest = rig.session.history().list(HistoryView.NEWEST, 1);
    assertEquals(one, newest.get(0).id());
    List<HistoryEntry> next = rig.session.history().list(newest.get(0).number(), 5);
    assertEquals(List.of(two), next.stream().map(HistoryEntry::id).toList());
  }

  @Test
  void afterTheSessionNothingIsTold() throws Exception {
    HistoryView history = rig.session.history();
    rig.session.close();
    Rig.assertRefused(HResult.MAPI_E_INVALID_OBJECT, () -> history.list(HistoryView.NEWEST, 1));
    Rig.assertRefused(HResult.MAPI_E_INVALID_OBJECT, () -> history.find(new MessageId(1)));
    Rig.assertRefused(HResult.MAPI_E_INVALID_OBJECT, () -> rig.session.history());
  }
}
