package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.LEASE;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.ids;
import static spooler.testkit.StoreRig.waits;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FlushMark;

/** Flushes, which are marks. */
public interface StoreFlushContract extends StoreContract {
  @Test
  default void marksAscend() {
    try (StoreRig rig = rig()) {
      FlushMark first = rig.store().newMark();
      FlushMark second = rig.store().newMark();
      assertTrue(first.value() > FlushMark.NONE.value());
      assertTrue(second.value() > first.value());
    }
  }

  @Test
  default void aMessageIsOfferedAtMostOnceUnderOneMark() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      FlushMark flush = rig.store().newMark();
      Instant now = rig.clock().instant();
      rig.settle(rig.claimUnder(flush, true, SMTP).get(0), waits(SMTP, now));
      assertEquals(List.of(), rig.claimUnder(flush, true, SMTP));
      assertEquals(List.of(id), ids(rig.claim(SMTP)), "ordinary claims ask for no mark");
    }
  }

  /** R53. */
  @Test
  default void onlyForceTakesWhatIsNotDue() {
    try (StoreRig rig = rig()) {
      MessageId due = rig.append("a", SMTP);
      MessageId delayed = rig.appendDelayed("b", rig.clock().instant().plusSeconds(60), SMTP);
      MessageId last = rig.append("c", SMTP);
      FlushMark gentle = rig.store().newMark();
      assertEquals(List.of(due, last), ids(rig.claimUnder(gentle, false, SMTP)));
      assertEquals(List.of(delayed), ids(rig.claimUnder(gentle, true, SMTP)));
    }
  }

  @Test
  default void forceWithoutAMarkTakesWhatIsNotDueToo() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.appendDelayed("b", Instant.MAX, SMTP);
      assertEquals(List.of(), rig.claim(SMTP));
      assertEquals(List.of(id), ids(rig.claimUnder(FlushMark.NONE, true, SMTP)));
    }
  }

  @Test
  default void aNewerFlushOffersTheMessageAgainAndAnOlderOneDoesNot() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      FlushMark older = rig.store().newMark();
      FlushMark middle = rig.store().newMark();
      FlushMark newer = rig.store().newMark();
      rig.store().release(rig.claimUnder(middle, true, SMTP));
      assertEquals(List.of(), rig.claimUnder(older, true, SMTP));
      assertEquals(List.of(id), ids(rig.claimUnder(newer, true, SMTP)));
    }
  }

  @Test
  default void oneMessageIsClaimedUnderAMarkAndLeavesTheOthersAsTheyWere() {
    try (StoreRig rig = rig()) {
      MessageId first = rig.append("a", SMTP);
      MessageId wanted = rig.appendDelayed("b", rig.clock().instant().plusSeconds(60), SMTP);
      MessageId last = rig.append("c", SMTP);
      FlushMark flush = rig.store().newMark();
      ClaimRequest one = new ClaimRequest(List.of(SMTP), 1, LEASE, "a", flush, true, wanted);
      List<Claim> claims = rig.store().claim(one);
      assertEquals(List.of(wanted), ids(claims));
      rig.store().release(claims);
      assertEquals(List.of(), rig.store().claim(one), "at most once under one mark");
      assertEquals(List.of(first, last), ids(rig.claimUnder(flush, true, SMTP)));
    }
  }

  @Test
  default void theMarkStaysWhenAClaimIsReleasedOrRunsOut() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      rig.append("b", SMTP);
      FlushMark flush = rig.store().newMark();
      rig.store().release(rig.claimUnder(flush, false, SMTP).subList(0, 1));
      rig.clock().advance(LEASE);
      assertEquals(List.of(), rig.claimUnder(flush, true, SMTP));
      assertEquals(2, rig.claim(SMTP).size());
    }
  }

  @Test
  default void anOrdinaryClaimLeavesTheMarkAlone() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      FlushMark flush = rig.store().newMark();
      rig.store().release(rig.claimUnder(flush, false, SMTP));
      rig.store().release(rig.claim(SMTP));
      assertEquals(List.of(), rig.claimUnder(flush, true, SMTP));
    }
  }

  /** R54: who is not the right transport hands over to the next, within the same flush. */
  @Test
  default void aRecipientThatMovesToAnotherChannelIsNewToTheFlushThere() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      FlushMark flush = rig.store().newMark();
      Instant now = rig.clock().instant();
      rig.settle(rig.claimUnder(flush, false, SMTP).get(0), waits(LAN, now));
      assertEquals(List.of(id), ids(rig.claimUnder(flush, false, SMTP, LAN)));
    }
  }

  @Test
  default void channelsOfOneMessageAreFlushedEachForItself() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      FlushMark flush = rig.store().newMark();
      assertEquals(List.of(id), ids(rig.claimUnder(flush, false, SMTP)));
      assertEquals(List.of(id), ids(rig.claimUnder(flush, false, LAN)));
    }
  }

  @Test
  default void oneMessageIsForcedAlone() {
    try (StoreRig rig = rig()) {
      Instant later = rig.clock().instant().plusSeconds(60);
      rig.appendDelayed("a", later, SMTP);
      MessageId wanted = rig.appendDelayed("b", later, SMTP);
      FlushMark flush = rig.store().newMark();
      ClaimRequest only = new ClaimRequest(List.of(SMTP), 9, LEASE, "test", flush, true, wanted);
      assertEquals(List.of(wanted), ids(rig.store().claim(only)));
      assertEquals(1, rig.claimUnder(flush, true, SMTP).size());
    }
  }
}
