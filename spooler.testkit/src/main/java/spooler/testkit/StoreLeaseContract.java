package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LEASE;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.ids;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Claim;
import spooler.api.store.FlushMark;

/** Claims as leases: how they end, and that an old one can do no harm. */
public interface StoreLeaseContract extends StoreContract {
  @Test
  default void aLeaseThatRanOutGivesTheEntryToAnotherUnderALargerEpoch() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Claim lost = rig.claimOne(SMTP);
      rig.clock().advance(LEASE.minusNanos(1));
      assertEquals(List.of(), rig.claim(SMTP));
      rig.clock().advance(LEASE);
      Claim next = rig.claimOne(SMTP);
      assertEquals(id, next.id());
      assertEquals(0, next.attempts(), "a lost claim is no attempt");
      assertTrue(next.epoch() > lost.epoch());
    }
  }

  @Test
  default void aWriteBackOfALostClaimIsRefusedAndChangesNothing() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Claim lost = rig.claimOne(SMTP);
      rig.clock().advance(LEASE);
      Claim next = rig.claimOne(SMTP);
      assertFalse(rig.settle(lost, sent()).accepted());
      assertEquals(
          RecipientState.SENDING, rig.store().find(id).orElseThrow().deliveries().get(0).state());
      assertTrue(rig.settle(next, sent()).accepted());
    }
  }

  @Test
  default void aWriteBackAfterTheLeaseIsRefusedAlsoWhenNobodyElseClaimed() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      Claim late = rig.claimOne(SMTP);
      rig.clock().advance(LEASE);
      assertFalse(rig.settle(late, sent()).accepted());
      assertEquals(1, rig.store().size());
    }
  }

  @Test
  default void renewingLengthensALeaseFromNow() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      Claim claim = rig.claimOne(SMTP);
      rig.clock().advance(LEASE.minusSeconds(1));
      assertEquals(List.of(true), rig.store().renew(List.of(claim), LEASE));
      rig.clock().advance(LEASE.minusSeconds(1));
      assertEquals(List.of(), rig.claim(SMTP));
      assertTrue(rig.settle(claim, sent()).accepted());
    }
  }

  @Test
  default void renewingTellsWhichClaimsAreLost() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      Claim released = rig.claimOne(SMTP);
      rig.store().release(List.of(released));
      rig.append("b", SMTP);
      List<Claim> held = rig.claim(SMTP);
      assertEquals(
          List.of(true, false, true),
          rig.store().renew(List.of(held.get(0), released, held.get(1)), LEASE));
    }
  }

  @Test
  default void releasedEntriesAreAsIfTheyHadNeverBeenClaimed() {
    try (StoreRig rig = rig()) {
      Instant due = rig.clock().instant().plusSeconds(60);
      MessageId id = rig.append("a", SMTP);
      rig.settle(rig.claimOne(SMTP), waits(SMTP, due));
      Claim forced = rig.claimUnder(FlushMark.NONE, true, SMTP).get(0);
      rig.store().release(List.of(forced));
      assertEquals(List.of(), rig.claim(SMTP), "it waits for its time as before");
      assertFalse(rig.settle(forced, sent()).accepted(), "and is not the claimant's any more");
      rig.clock().set(due);
      Claim claim = rig.claimOne(SMTP);
      assertEquals(id, claim.id());
      assertEquals(1, claim.attempts());
    }
  }

  @Test
  default void releasingALostClaimDoesNotDisturbItsNextOwner() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      Claim lost = rig.claimOne(SMTP);
      rig.clock().advance(LEASE);
      Claim next = rig.claimOne(SMTP);
      rig.store().release(List.of(lost));
      assertEquals(List.of(), ids(rig.claim(SMTP)));
      assertTrue(rig.settle(next, sent()).accepted());
    }
  }

  @Test
  default void theEndOfALeaseIsADueTime() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Instant end = rig.clock().instant().plus(LEASE);
      rig.claimOne(SMTP);
      assertEquals(Optional.of(end), rig.store().nextDue(List.of(SMTP)));
      rig.clock().set(end);
      assertEquals(Optional.of(Instant.MIN), rig.store().nextDue(List.of(SMTP)));
      assertNull(rig.store().find(id).orElseThrow().deliveries().get(0).owner());
    }
  }
}
