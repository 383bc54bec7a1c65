package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.ids;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.store.Claim;
import spooler.api.store.StoredMessage;

/** A clock that jumps by an hour either way: nothing is lost, and nothing waits for ever. */
public interface StoreClockContract extends StoreContract {
  /** Far longer than a lease. */
  Duration HOUR = Duration.ofHours(1);

  @Test
  default void idsAscendAndClaimsComeInTheirOrderWhicheverWayItJumps() {
    try (StoreRig rig = rig()) {
      MessageId first = rig.append("a", SMTP);
      rig.clock().advance(HOUR.negated());
      MessageId second = rig.append("b", SMTP);
      rig.clock().advance(HOUR.multipliedBy(2));
      MessageId third = rig.append("c", SMTP);
      rig.clock().advance(HOUR.negated());
      MessageId fourth = rig.append("d", SMTP);
      List<MessageId> all = List.of(first, second, third, fourth);
      assertEquals(all.stream().sorted().toList(), all);
      assertEquals(all, ids(rig.claim(SMTP)), "at once, though two are from the future");
    }
  }

  @Test
  default void afterAJumpForwardALeaseHasRunOutAndOnlyTheNextOneCounts() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Claim old = rig.claimOne(SMTP);
      rig.clock().advance(HOUR);
      assertEquals(Optional.of(Instant.MIN), rig.store().nextDue(List.of(SMTP)));
      Claim next = rig.claimOne(SMTP);
      assertEquals(id, next.id());
      assertEquals(List.of(false), rig.store().renew(List.of(old), StoreRig.LEASE));
      assertFalse(rig.settle(old, sent()).accepted());
      assertTrue(rig.settle(next, sent()).accepted());
      assertEquals(0, rig.store().size());
    }
  }

  @Test
  default void afterAJumpBackALeaseIsStillItsOwners() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP, LAN);
      Claim settled = rig.claimOne(SMTP);
      Claim released = rig.claimOne(LAN);
      rig.clock().advance(HOUR.negated());
      assertEquals(List.of(), rig.claim(SMTP, LAN));
      assertEquals(List.of(true), rig.store().renew(List.of(settled), StoreRig.LEASE));
      assertTrue(rig.settle(settled, sent()).accepted());
      rig.store().release(List.of(released));
      assertTrue(rig.settle(rig.claimOne(LAN), sent()).accepted());
      assertEquals(0, rig.store().size());
    }
  }

  @Test
  default void aLeaseThatIsRenewedAfterAJumpBackRunsFromThere() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Claim claim = rig.claimOne(SMTP);
      rig.clock().advance(HOUR.negated());
      rig.store().renew(List.of(claim), StoreRig.LEASE);
      rig.clock().advance(StoreRig.LEASE);
      assertEquals(id, rig.claimOne(SMTP).id(), "not an hour later");
    }
  }

  @Test
  default void aDueTimeIsThatOfTheClockAsItIs() {
    try (StoreRig rig = rig()) {
      Instant due = rig.clock().instant().plus(HOUR.dividedBy(2));
      MessageId delayed = rig.appendDelayed("a", due, SMTP);
      rig.append("b", SMTP);
      MessageId tried = rig.claimOne(SMTP).id();
      rig.clock().advance(HOUR);
      rig.claim(SMTP).forEach(claim -> rig.settle(claim, waits(SMTP, rig.clock().instant())));
      rig.clock().advance(HOUR.negated());
      assertEquals(List.of(), rig.claim(SMTP));
      assertEquals(
          Optional.of(rig.clock().instant().plus(HOUR)), rig.store().nextDue(List.of(SMTP)));
      assertEquals(List.of(delayed, tried), ids(rig.claimUnder(rig.store().newMark(), true, SMTP)));
      rig.clock().advance(HOUR);
      assertEquals(List.of(delayed, tried), ids(rig.claim(SMTP)));
    }
  }

  @Test
  default void theEndOfAMessagesTimeIsThatOfTheClockAsItIs() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.appendExpiring("a", rig.clock().instant().plusSeconds(60), SMTP);
      rig.clock().advance(HOUR);
      Claim claim = rig.store().claimExpired(List.of(SMTP), 9, StoreRig.LEASE, "test").get(0);
      rig.store().release(List.of(claim));
      rig.clock().advance(HOUR.negated());
      assertEquals(List.of(), rig.store().claimExpired(List.of(SMTP), 9, StoreRig.LEASE, "test"));
      assertEquals(id, rig.claimOne(SMTP).id(), "it can be sent again");
    }
  }

  @Test
  default void theNextOwnerFindsAllOfItAfterAJumpForward() {
    reopenedAfter(HOUR, 3);
  }

  @Test
  default void theNextOwnerFindsAllOfItAfterAJumpBack() {
    reopenedAfter(HOUR.negated(), 2);
  }

  private void reopenedAfter(Duration jump, int ready) {
    try (StoreRig rig = rig()) {
      Instant due = rig.clock().instant().plus(HOUR.dividedBy(2));
      rig.append("a", SMTP);
      rig.appendDelayed("b", due, SMTP);
      rig.appendExpiring("c", due, SMTP);
      List<MessageId> before = rig.store().list(null, 9).stream().map(StoredMessage::id).toList();
      rig.claim(SMTP);
      rig.clock().advance(jump);
      rig.reopen();
      assertEquals(before, rig.store().list(null, 9).stream().map(StoredMessage::id).toList());
      assertEquals(ready, rig.claim(SMTP).size());
      rig.clock().set(due);
      assertTrue(rig.append("d", SMTP).compareTo(before.get(2)) > 0);
    }
  }
}
