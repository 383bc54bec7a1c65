package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.failed;
import static spooler.testkit.StoreRig.ids;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.store.BodyRef;
import spooler.api.store.Claim;
import spooler.api.store.Disposition;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.Replacement;
import spooler.api.store.StoredMessage;

/** A message that comes in the place of another, both or neither. */
public interface StoreReplaceContract extends StoreContract {
  private static Optional<MessageId> replace(
      StoreRig rig, Claim claim, NewMessage report, Disposition... dispositions) {
    return done(rig.store()
            .settleAndAppend(List.of(new Outcome(claim, List.of(dispositions))), report))
        .map(Replacement::appended);
  }

  @Test
  default void theReportIsThereWhenItsMessageIsGone() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      MessageId report =
          replace(rig, rig.claimOne(SMTP), rig.message("report", LAN), failed()).orElseThrow();
      assertTrue(report.compareTo(id) > 0);
      assertEquals(List.of(report), all(rig));
      assertEquals("report", rig.text(report));
      assertEquals(List.of(report), ids(rig.claim(LAN)));
    }
  }

  private static List<MessageId> all(StoreRig rig) {
    return rig.store().list(null, 100).stream().map(StoredMessage::id).toList();
  }

  @Test
  default void bothAreThereAfterAReopen() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      MessageId report =
          replace(rig, rig.claimOne(SMTP), rig.message("report", LAN), failed()).orElseThrow();
      rig.reopen();
      assertEquals(List.of(report), all(rig));
      assertEquals("report", rig.text(report));
    }
  }

  @Test
  default void aMessageThatWaitsOnStaysBesideTheReportOnIt() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, SMTP);
      Claim claim = rig.claimOne(SMTP);
      Disposition again = waits(SMTP, rig.clock().instant().plusSeconds(60));
      MessageId report =
          replace(rig, claim, rig.message("report", LAN), failed(), again).orElseThrow();
      List<StoredMessage> before = rig.store().list(null, 100);
      assertEquals(List.of(id, report), all(rig));
      rig.reopen();
      assertEquals(before, rig.store().list(null, 100));
    }
  }

  @Test
  default void aClaimThatIsNotTheCallersAnyMoreChangesNothing() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Claim late = rig.claimOne(SMTP);
      rig.clock().advance(StoreRig.LEASE);
      Claim newer = rig.claimOne(SMTP);
      NewMessage report = rig.message("report", LAN);
      assertEquals(Optional.empty(), replace(rig, late, report, failed()));
      assertEquals(List.of(id), all(rig));
      rig.settle(newer, sent());
      assertEquals(Optional.empty(), replace(rig, newer, rig.message("again", LAN), failed()));
      rig.reopen();
      assertEquals(List.of(), all(rig));
    }
  }

  @Test
  default void aReportOnlyOneOfTwoMayWrite() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      Claim claim = rig.claimOne(SMTP);
      Outcome outcome = new Outcome(claim, List.of(failed()));
      var first = rig.store().settleAndAppend(List.of(outcome), rig.message("one", LAN));
      var second = rig.store().settleAndAppend(List.of(outcome), rig.message("two", LAN));
      MessageId report = done(first).orElseThrow().appended();
      assertEquals(Optional.empty(), done(second));
      assertEquals(List.of(report), all(rig));
    }
  }

  @Test
  default void severalClaimsOnOneMessageAreReportedTogetherOrNotAtAll() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      Claim one = rig.claimOne(SMTP);
      Claim other = rig.claimOne(LAN);
      List<Outcome> both =
          List.of(new Outcome(one, List.of(failed())), new Outcome(other, List.of(failed())));
      rig.store().release(List.of(other));
      assertEquals(
          Optional.empty(), done(rig.store().settleAndAppend(both, rig.message("no", LAN))));
      assertEquals(List.of(id), all(rig));

      both =
          List.of(
              new Outcome(rig.claimOne(SMTP), List.of(failed())),
              new Outcome(rig.claimOne(LAN), List.of(failed())));
      Replacement replacement =
          done(rig.store().settleAndAppend(both, rig.message("report", LAN))).orElseThrow();
      assertEquals(List.of(), replacement.settlements().get(0).finished());
      assertEquals(2, replacement.settlements().get(1).finished().size());
      rig.reopen();
      assertEquals(List.of(replacement.appended()), all(rig));
    }
  }

  @Test
  default void aReportThatIsRefusedLeavesTheMessageWaiting() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Claim claim = rig.claimOne(SMTP);
      NewMessage used = rig.message("report", LAN);
      MessageId other = rig.append(used).get(0);
      assertThrows(IllegalArgumentException.class, () -> replace(rig, claim, used, failed()));
      assertEquals(List.of(id, other), all(rig));
      assertEquals(0, rig.claimOne(SMTP).attempts());
    }
  }

  @Test
  default void aLongReportIsThereWhole() {
    byte[] bytes = new byte[400_000];
    new Random(4).nextBytes(bytes);
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      BodyRef body = rig.body(bytes);
      NewMessage report = rig.message("", LAN);
      NewMessage longReport = new NewMessage(report.envelope(), report.channels(), body);
      MessageId id = replace(rig, rig.claimOne(SMTP), longReport, failed()).orElseThrow();
      assertArrayEquals(bytes, rig.read(id));
      rig.reopen();
      assertArrayEquals(bytes, rig.read(id));
    }
  }

  @Test
  default void idsAscendAmongAppendsAndReports() {
    try (StoreRig rig = rig()) {
      List<MessageId> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(rig.append("a", SMTP));
        ids.add(replace(rig, rig.claimOne(SMTP), rig.message("r", LAN), failed()).orElseThrow());
      }
      assertEquals(ids.stream().sorted().toList(), ids);
      assertEquals(5, rig.store().size());
    }
  }

  @Test
  default void aHintComesAfterIt() throws InterruptedException {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      Claim claim = rig.claimOne(SMTP);
      Semaphore hints = new Semaphore(0);
      rig.store().onReady(hints::release);
      replace(rig, claim, rig.message("report", LAN), failed());
      assertTrue(hints.tryAcquire(30, TimeUnit.SECONDS), "no hint after a report");
    }
  }
}
