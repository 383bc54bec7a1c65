package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.LEASE;
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
import spooler.api.Priority;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimOrder;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FlushMark;

/** What a claim returns, and in which order. */
public interface StoreClaimContract extends StoreContract {
  /** R62. */
  @Test
  default void claimsAscendAlsoAcrossChannels() {
    try (StoreRig rig = rig()) {
      MessageId first = rig.append("a", LAN);
      MessageId second = rig.append("b", SMTP);
      MessageId third = rig.append("c", LAN);
      assertEquals(List.of(first, second, third), ids(rig.claim(SMTP, LAN)));
    }
  }

  /** R62. */
  @Test
  default void whatBecomesDueLaterStillComesInItsOldPlace() {
    try (StoreRig rig = rig()) {
      Instant soon = rig.clock().instant().plusSeconds(60);
      MessageId first = rig.appendDelayed("a", soon, SMTP);
      MessageId second = rig.append("b", SMTP);
      rig.clock().set(soon);
      assertEquals(List.of(first, second), ids(rig.claim(SMTP)));
    }
  }

  @Test
  default void byGradeTheUrgentComesFirstAndThenTheSmaller() {
    try (StoreRig rig = rig()) {
      MessageId large = rig.append("large", Priority.NORMAL, SMTP);
      MessageId late = rig.append("x", Priority.NON_URGENT, SMTP);
      MessageId small = rig.append("s", Priority.NORMAL, LAN);
      MessageId equal = rig.append("e", Priority.NORMAL, SMTP);
      MessageId urgent = rig.append("urgent and large", Priority.URGENT, SMTP);
      assertEquals(
          List.of(urgent, small, equal, large, late), ids(rig.store().claim(byGrade(SMTP, LAN))));
    }
  }

  @Test
  default void byGradeNewUrgentMailOvertakesWhatWaits() {
    try (StoreRig rig = rig()) {
      MessageId first = rig.append("a", Priority.NORMAL, SMTP);
      MessageId second = rig.append("b", Priority.NORMAL, SMTP);
      assertEquals(List.of(first), ids(rig.store().claim(oneByGrade())));
      MessageId urgent = rig.append("c", Priority.URGENT, SMTP);
      assertEquals(List.of(urgent), ids(rig.store().claim(oneByGrade())));
      assertEquals(List.of(second), ids(rig.store().claim(oneByGrade())));
    }
  }

  @Test
  default void byGradeWhatIsNotDueIsPassedOver() {
    try (StoreRig rig = rig()) {
      rig.appendDelayed("a", rig.clock().instant().plusSeconds(60), SMTP);
      MessageId due = rig.append("larger", Priority.NON_URGENT, SMTP);
      assertEquals(List.of(due), ids(rig.store().claim(byGrade(SMTP))));
    }
  }

  private static ClaimRequest byGrade(Channel... channels) {
    return new ClaimRequest(List.of(channels), 9, LEASE, "test", FlushMark.NONE, false, null)
        .in(ClaimOrder.GRADE);
  }

  private static ClaimRequest oneByGrade() {
    return new ClaimRequest(List.of(SMTP), 1, LEASE, "test", FlushMark.NONE, false, null)
        .in(ClaimOrder.GRADE);
  }

  @Test
  default void aClaimHoldsWhatItTakesToSend() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("hello", SMTP, LAN, SMTP);
      Claim claim = rig.claimOne(SMTP);
      assertEquals(id, claim.id());
      assertEquals(rig.store().find(id).orElseThrow().envelope(), claim.envelope());
      assertEquals(SMTP, claim.channel());
      assertEquals(List.of(0, 2), claim.recipients());
      assertEquals(0, claim.attempts());
      assertEquals(5, claim.size());
    }
  }

  @Test
  default void nobodyGetsAClaimedEntryOrOneOfAnotherChannel() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      rig.append("b", LAN);
      rig.claimOne(SMTP);
      assertEquals(List.of(), rig.claim(SMTP));
      assertEquals(List.of(), rig.claim(new Channel("FAX")));
      assertEquals(List.of(), rig.claim());
    }
  }

  @Test
  default void noMoreThanAskedForAreClaimed() {
    try (StoreRig rig = rig()) {
      MessageId first = rig.append("a", SMTP);
      MessageId second = rig.append("b", SMTP);
      MessageId third = rig.append("c", SMTP);
      ClaimRequest two =
          new ClaimRequest(List.of(SMTP, SMTP), 2, LEASE, "test", FlushMark.NONE, false, null);
      assertEquals(List.of(first, second), ids(rig.store().claim(two)));
      assertEquals(List.of(third), ids(rig.store().claim(two)));
    }
  }

  @Test
  default void oneMessageCanBeAskedFor() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      MessageId wanted = rig.append("b", SMTP, LAN);
      ClaimRequest only =
          new ClaimRequest(List.of(SMTP), 9, LEASE, "test", FlushMark.NONE, false, wanted);
      List<Claim> claims = rig.store().claim(only);
      assertEquals(List.of(wanted), ids(claims));
      assertEquals(List.of(0), claims.get(0).recipients());
      assertEquals(List.of(), rig.store().claim(only));
    }
  }

  @Test
  default void oneMessageThatIsNotDueOrNotThereIsNotGiven() {
    try (StoreRig rig = rig()) {
      MessageId later =
          rig.appendDelayed("a", rig.clock().instant().plus(Duration.ofHours(1)), SMTP);
      for (MessageId id : List.of(later, new MessageId(9))) {
        assertEquals(
            List.of(),
            rig.store()
                .claim(
                    new ClaimRequest(List.of(SMTP), 9, LEASE, "test", FlushMark.NONE, false, id)));
      }
    }
  }

  @Test
  default void aMessageIsNotClaimedBeforeItsTime() {
    try (StoreRig rig = rig()) {
      Instant due = rig.clock().instant().plus(Duration.ofHours(1));
      MessageId id = rig.appendDelayed("a", due, SMTP);
      assertEquals(Optional.of(due), rig.store().nextDue(List.of(SMTP)));
      rig.clock().set(due.minusNanos(1));
      assertEquals(List.of(), rig.claim(SMTP));
      rig.clock().set(due);
      assertEquals(Optional.of(Instant.MIN), rig.store().nextDue(List.of(SMTP)));
      assertEquals(List.of(id), ids(rig.claim(SMTP)));
    }
  }

  @Test
  default void theNextDueTimeIsTheSoonestOfTheChannelsAskedFor() {
    try (StoreRig rig = rig()) {
      Instant now = rig.clock().instant();
      assertEquals(Optional.empty(), rig.store().nextDue(List.of(SMTP, LAN)));
      rig.appendDelayed("a", now.plusSeconds(300), SMTP);
      rig.appendDelayed("b", now.plusSeconds(200), SMTP);
      rig.appendDelayed("c", now.plusSeconds(100), LAN);
      assertEquals(Optional.of(now.plusSeconds(200)), rig.store().nextDue(List.of(SMTP)));
      assertEquals(Optional.of(now.plusSeconds(100)), rig.store().nextDue(List.of(SMTP, LAN)));
      rig.append("d", SMTP);
      assertEquals(Optional.of(Instant.MIN), rig.store().nextDue(List.of(SMTP, LAN)));
      assertEquals(Optional.of(now.plusSeconds(100)), rig.store().nextDue(List.of(LAN)));
    }
  }

  @Test
  default void recipientsThatFaredDifferentlyAreClaimedApart() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP, SMTP, SMTP);
      Instant soon = rig.clock().instant().plusSeconds(60);
      Instant late = rig.clock().instant().plusSeconds(600);
      rig.settle(rig.claimOne(SMTP), waits(SMTP, late), sent(), waits(SMTP, soon));
      rig.clock().set(soon);
      assertEquals(List.of(2), rig.claimOne(SMTP).recipients());
      rig.clock().set(soon.plus(LEASE).minusSeconds(1));
      assertEquals(List.of(), rig.claim(SMTP));
      rig.clock().set(late);
      assertEquals(2, rig.claim(SMTP).size(), "the other one, and the lease that ran out");
    }
  }
}
