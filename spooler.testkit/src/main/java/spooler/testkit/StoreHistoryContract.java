package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.failed;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.Disposition;
import spooler.api.store.FinishedMessage;
import spooler.api.store.Outcome;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/** How each message ended, for as long as it is remembered. */
public interface StoreHistoryContract extends StoreContract {
  private static Delivery ended(
      RecipientState state, Channel channel, int attempts, String reason) {
    return new Delivery(state, channel, attempts, null, null, reason);
  }

  private static FinishedMessage finished(StoreRig rig, MessageId id) {
    return rig.store().finished(id).orElseThrow();
  }

  private static List<Delivery> deliveries(StoreRig rig, MessageId id) {
    return finished(rig, id).message().deliveries();
  }

  private static List<MessageId> ids(List<FinishedMessage> finished) {
    return finished.stream().map(one -> one.message().id()).toList();
  }

  private static List<MessageId> history(StoreRig rig) {
    return ids(rig.store().history(FinishedMessage.NEWEST, 1000));
  }

  /** Appends a message and has it sent. */
  private static MessageId pass(StoreRig rig, String text) {
    MessageId id = rig.append(text, SMTP);
    rig.settle(rig.claimOne(SMTP), sent());
    return id;
  }

  @Test
  default void aSentMessageIsRememberedWithAllThatWasKnownOfIt() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("five.", SMTP);
      StoredMessage before = rig.store().find(id).orElseThrow();
      rig.clock().advance(Duration.ofSeconds(9));
      rig.settle(rig.claimOne(SMTP), sent());
      FinishedMessage finished = finished(rig, id);
      assertEquals(
          new StoredMessage(
              id,
              before.envelope(),
              before.accepted(),
              5,
              List.of(ended(RecipientState.SENT, SMTP, 1, "250 taken"))),
          finished.message());
      assertEquals(before.accepted().plusSeconds(9), finished.finished());
      assertEquals(List.of(finished), rig.store().history(FinishedMessage.NEWEST, 10));
    }
  }

  @Test
  default void everyRecipientIsRememberedWithItsOwnEnd() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, SMTP, SMTP, LAN);
      Instant later = rig.clock().instant().plusSeconds(60);
      rig.settle(rig.claimOne(SMTP), sent(), failed(), waits(SMTP, later));
      assertEquals(Optional.empty(), rig.store().finished(id));
      rig.settle(rig.claimOne(LAN), new Disposition.Settled(RecipientState.CANCELLED, "no more"));
      assertEquals(List.of(), history(rig));
      rig.clock().set(later);
      rig.settle(
          rig.claimOne(SMTP), new Disposition.Settled(RecipientState.EXPIRED, "last: 451 later"));
      assertEquals(
          List.of(
              ended(RecipientState.SENT, SMTP, 1, "250 taken"),
              ended(RecipientState.FAILED, SMTP, 1, "550 unknown"),
              ended(RecipientState.EXPIRED, SMTP, 1, "last: 451 later"),
              ended(RecipientState.CANCELLED, LAN, 0, "no more")),
          deliveries(rig, id));
      assertEquals(later, finished(rig, id).finished());
    }
  }

  @Test
  default void whoeverEndsARecipientMaySayWhereItIsRemembered() {
    try (StoreRig rig = rig()) {
      Channel relay = new Channel("sent by relay");
      MessageId id = rig.append("a", SMTP);
      rig.settle(
          rig.claimOne(SMTP), new Disposition.Settled(RecipientState.SENT, "250 taken", relay));
      assertEquals(List.of(ended(RecipientState.SENT, relay, 1, "250 taken")), deliveries(rig, id));
      assertEquals(0, rig.store().counts().size());
    }
  }

  @Test
  default void aCancelledMessageIsRememberedWithTheReason() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      rig.settle(rig.claimOne(SMTP), sent());
      rig.cancel(id);
      assertEquals(
          List.of(
              ended(RecipientState.SENT, SMTP, 1, "250 taken"),
              ended(RecipientState.CANCELLED, LAN, 0, "no longer wanted")),
          deliveries(rig, id));
    }
  }

  @Test
  default void aMessageThatItsReportReplacedIsRememberedAndTheReportIsNotYet() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      List<Outcome> both = new ArrayList<>();
      for (Claim claim : rig.claim(SMTP, LAN)) {
        both.add(new Outcome(claim, List.of(failed())));
      }
      MessageId report =
          done(rig.store().settleAndAppend(both, rig.message("report", LAN)))
              .orElseThrow()
              .appended();
      assertEquals(List.of(id), history(rig));
      assertEquals(
          List.of(
              ended(RecipientState.FAILED, SMTP, 1, "550 unknown"),
              ended(RecipientState.FAILED, LAN, 1, "550 unknown")),
          deliveries(rig, id));
      rig.settle(rig.claimOne(LAN), sent());
      assertEquals(List.of(report, id), history(rig));
    }
  }

  @Test
  default void whatIsNotTheCallersAnyMoreIsNotRemembered() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Claim late = rig.claimOne(SMTP);
      rig.clock().advance(StoreRig.LEASE);
      rig.settle(late, sent());
      assertEquals(Optional.empty(), rig.store().finished(id));
      assertEquals(List.of(), history(rig));
    }
  }

  @Test
  default void aMessageThatWaitsOrNeverWasIsNotInTheHistory() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      assertEquals(Optional.empty(), rig.store().finished(id));
      assertEquals(Optional.empty(), rig.store().finished(new MessageId(5)));
      assertEquals(List.of(), history(rig));
    }
  }

  @Test
  default void theLastOneIsFirstWhateverItsId() {
    try (StoreRig rig = rig()) {
      MessageId one = rig.append("1", LAN);
      MessageId two = pass(rig, "2");
      MessageId three = pass(rig, "3");
      rig.clock().advance(Duration.ofHours(-1));
      rig.settle(rig.claimOne(LAN), failed());
      assertEquals(List.of(one, three, two), history(rig));
      List<Long> numbers =
          rig.store().history(FinishedMessage.NEWEST, 9).stream()
              .map(FinishedMessage::number)
              .toList();
      assertTrue(numbers.get(0) > numbers.get(1) && numbers.get(1) > numbers.get(2));
    }
  }

  @Test
  default void pagesFollowEachOtherWithoutGapsWhateverEndsMeanwhile() {
    try (StoreRig rig = rig()) {
      List<MessageId> expected = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        expected.add(0, pass(rig, "m" + i));
      }
      List<MessageId> found = new ArrayList<>();
      long before = FinishedMessage.NEWEST;
      for (int page = 0; page < 4; page++) {
        List<FinishedMessage> some = rig.store().history(before, 7);
        assertEquals(page < 3 ? 7 : 4, some.size());
        found.addAll(ids(some));
        before = some.get(some.size() - 1).number();
        pass(rig, "meanwhile");
      }
      assertEquals(expected, found);
      assertEquals(List.of(), rig.store().history(before, 7));
    }
  }

  @Test
  default void itIsThereAfterAReopenAsItWasAndGoesOn() {
    try (StoreRig rig = rig()) {
      MessageId id = pass(rig, "a");
      rig.cancel(rig.append("b", LAN));
      List<FinishedMessage> before = rig.store().history(FinishedMessage.NEWEST, 9);
      rig.clock().advance(Duration.ofMinutes(5));
      rig.reopen();
      assertEquals(before, rig.store().history(FinishedMessage.NEWEST, 9));
      assertEquals(before.get(1), finished(rig, id));
      MessageId next = pass(rig, "c");
      rig.reopen();
      List<FinishedMessage> after = rig.store().history(FinishedMessage.NEWEST, 9);
      assertEquals(next, after.get(0).message().id());
      assertEquals(before, after.subList(1, 3));
    }
  }

  @Test
  default void whatEndedLongAgoIsForgotten() {
    try (StoreRig rig = rig()) {
      MessageId old = pass(rig, "old");
      rig.clock().advance(Duration.ofDays(4));
      MessageId newer = pass(rig, "newer");
      assertEquals(List.of(newer, old), history(rig));
      rig.clock().advance(Duration.ofDays(4));
      assertEquals(List.of(newer), history(rig));
      assertEquals(Optional.empty(), rig.store().finished(old));
      rig.reopen();
      assertEquals(List.of(newer), history(rig));
      rig.clock().advance(Duration.ofDays(4));
      assertEquals(List.of(), history(rig));
    }
  }
}
