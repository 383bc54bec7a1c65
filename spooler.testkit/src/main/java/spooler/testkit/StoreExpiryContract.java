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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.Disposition;

/** Messages that come to the end of their time. */
public interface StoreExpiryContract extends StoreContract {
  private static Instant in(StoreRig rig, int seconds) {
    return rig.clock().instant().plusSeconds(seconds);
  }

  private static List<Claim> claimExpired(StoreRig rig, Channel... channels) {
    return rig.store().claimExpired(List.of(channels), 1000, LEASE, "test");
  }

  private static Optional<Instant> nextExpiry(StoreRig rig, Channel... channels) {
    return rig.store().nextExpiry(List.of(channels));
  }

  @Test
  default void whatExpiredFirstIsClaimedFirst() {
    try (StoreRig rig = rig()) {
      MessageId third = rig.appendExpiring("c", in(rig, 30), SMTP);
      MessageId first = rig.appendExpiring("a", in(rig, 10), LAN);
      MessageId second = rig.appendExpiring("b", in(rig, 20), SMTP);
      rig.clock().set(in(rig, 30));
      assertEquals(List.of(first, second, third), ids(claimExpired(rig, SMTP, LAN)));
    }
  }

  @Test
  default void onlyWhatHasExpiredIsClaimedAndAtTheVeryInstant() {
    try (StoreRig rig = rig()) {
      MessageId soon = rig.appendExpiring("a", in(rig, 10), SMTP);
      rig.appendExpiring("b", in(rig, 11), SMTP);
      rig.append("never", SMTP);
      assertEquals(List.of(), claimExpired(rig, SMTP));
      rig.clock().set(in(rig, 10));
      assertEquals(List.of(soon), ids(claimExpired(rig, SMTP)));
    }
  }

  @Test
  default void aMessageExpiresAlsoBeforeItIsDue() {
    try (StoreRig rig = rig()) {
      Instant end = in(rig, 10);
      MessageId id = rig.appendExpiring("a", end, SMTP);
      rig.settle(rig.claimOne(SMTP), waits(SMTP, in(rig, 3600)));
      rig.clock().set(end);
      assertEquals(List.of(), rig.claim(SMTP));
      Claim claim = claimExpired(rig, SMTP).get(0);
      assertEquals(id, claim.id());
      assertEquals(1, claim.attempts());
    }
  }

  @Test
  default void onlyTheseChannelsAreLookedAt() {
    try (StoreRig rig = rig()) {
      Instant end = in(rig, 10);
      MessageId both = rig.appendExpiring("a", end, SMTP, LAN);
      rig.clock().set(end);
      List<Claim> claims = claimExpired(rig, LAN);
      assertEquals(List.of(both), ids(claims));
      assertEquals(List.of(1), claims.get(0).recipients());
      assertEquals(List.of(), claimExpired(rig, LAN), "it is claimed now");
      assertEquals(List.of(), claimExpired(rig, new Channel("elsewhere")));
    }
  }

  @Test
  default void whatIsClaimedExpiresOnlyWhenItsClaimHasEnded() {
    try (StoreRig rig = rig()) {
      Instant end = in(rig, 10);
      MessageId id = rig.appendExpiring("a", end, SMTP);
      Claim claim = rig.claimOne(SMTP);
      rig.clock().set(end);
      assertEquals(List.of(), claimExpired(rig, SMTP));
      assertEquals(Optional.empty(), nextExpiry(rig, SMTP));
      rig.store().release(List.of(claim));
      assertEquals(Optional.of(Instant.MIN), nextExpiry(rig, SMTP));
      assertEquals(List.of(id), ids(claimExpired(rig, SMTP)));
      rig.clock().advance(LEASE);
      assertEquals(Optional.of(Instant.MIN), nextExpiry(rig, SMTP), "the lease has run out");
      assertEquals(List.of(id), ids(claimExpired(rig, SMTP)));
    }
  }

  @Test
  default void theNumberOfClaimsIsLimited() {
    try (StoreRig rig = rig()) {
      Instant end = in(rig, 10);
      List<MessageId> all =
          Stream.of("a", "b", "c").map(text -> rig.appendExpiring(text, end, SMTP)).toList();
      rig.clock().set(end);
      List<Channel> smtp = List.of(SMTP);
      assertEquals(all.subList(0, 2), ids(rig.store().claimExpired(smtp, 2, LEASE, "test")));
      assertEquals(all.subList(2, 3), ids(rig.store().claimExpired(smtp, 2, LEASE, "test")));
    }
  }

  @Test
  default void anExpiredMessageIsSettledLikeAnyOther() {
    try (StoreRig rig = rig()) {
      Instant end = in(rig, 10);
      rig.appendExpiring("a", end, SMTP);
      rig.clock().set(end);
      Disposition expired = new Disposition.Settled(RecipientState.EXPIRED, "too late");
      assertEquals(
          List.of(RecipientState.EXPIRED),
          rig.settle(claimExpired(rig, SMTP).get(0), expired).finished());
      assertEquals(Optional.empty(), nextExpiry(rig, SMTP));
      assertEquals(0, rig.store().size());
    }
  }

  @Test
  default void theNextExpiryIsTheEarliestOfTheseChannels() {
    try (StoreRig rig = rig()) {
      assertEquals(Optional.empty(), nextExpiry(rig, SMTP));
      rig.append("never", SMTP);
      assertEquals(Optional.empty(), nextExpiry(rig, SMTP, LAN));
      rig.appendExpiring("a", in(rig, 30), SMTP);
      rig.appendExpiring("b", in(rig, 20), SMTP);
      rig.appendExpiring("c", in(rig, 10), LAN);
      assertEquals(Optional.of(in(rig, 20)), nextExpiry(rig, SMTP));
      assertEquals(Optional.of(in(rig, 10)), nextExpiry(rig, SMTP, LAN));
    }
  }

  @Test
  default void theEndOfItsTimeSurvivesAReopenAndAMoveToAnotherChannel() {
    try (StoreRig rig = rig()) {
      Instant end = in(rig, 10).plusNanos(1);
      MessageId id = rig.appendExpiring("a", end, SMTP);
      rig.settle(rig.claimOne(SMTP), waits(LAN, in(rig, 3600)));
      rig.reopen();
      assertEquals(end, rig.store().find(id).orElseThrow().envelope().expires());
      assertEquals(Optional.of(end), nextExpiry(rig, SMTP, LAN));
      rig.clock().set(end);
      assertEquals(List.of(), claimExpired(rig, SMTP));
      assertEquals(List.of(id), ids(claimExpired(rig, LAN)));
    }
  }

  @Test
  default void oneThatHasExpiredIsFoundBehindManyThatHaveNot() {
    try (StoreRig rig = rig()) {
      for (int i = 0; i < 1000; i++) {
        rig.appendExpiring("later", in(rig, 3600 + i), SMTP);
      }
      MessageId id = rig.appendExpiring("a", in(rig, 10), SMTP);
      rig.clock().set(in(rig, 10));
      assertEquals(List.of(id), ids(claimExpired(rig, SMTP)));
      assertTrue(nextExpiry(rig, SMTP).orElseThrow().isAfter(rig.clock().instant()));
    }
  }
}
