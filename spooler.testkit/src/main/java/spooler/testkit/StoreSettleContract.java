package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.failed;
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
import spooler.api.store.Disposition.Waits;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage.Delivery;

/** Writing back what became of the recipients. */
public interface StoreSettleContract extends StoreContract {
  @Test
  default void aSettledMessageLeavesTheQueueWithItsBody() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Settlement settlement = rig.settle(rig.claimOne(SMTP), sent());
      assertEquals(new Settlement(id, true, List.of(RecipientState.SENT)), settlement);
      assertEquals(Optional.empty(), rig.store().find(id));
      assertEquals(0, rig.store().size());
      assertEquals(List.of(), rig.claim(SMTP));
      assertThrows(StoreException.class, () -> rig.store().openBody(id));
    }
  }

  /** R78. */
  @Test
  default void onlyTheLastRecipientFinishesTheMessage() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN, SMTP);
      Claim smtp = rig.claimOne(SMTP);
      Claim lan = rig.claimOne(LAN);
      assertEquals(List.of(), rig.settle(smtp, sent(), failed()).finished());
      assertEquals("a", rig.text(id), "the body stays while one recipient needs it");
      assertEquals(
          List.of(RecipientState.SENT, RecipientState.SENT, RecipientState.FAILED),
          rig.settle(lan, sent()).finished());
      assertEquals(Optional.empty(), rig.store().find(id));
    }
  }

  @Test
  default void aRecipientThatWaitsCountsItsAttempts() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      Instant now = rig.clock().instant();
      rig.settle(rig.claimOne(SMTP), waits(SMTP, now));
      rig.settle(rig.claimOne(SMTP), new Waits(SMTP, now, false, "the line is dead"));
      assertEquals(1, rig.claimOne(SMTP).attempts());
    }
  }

  @Test
  default void aRecipientMayGoOnWaitingInAnotherChannel() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, SMTP);
      Instant now = rig.clock().instant();
      rig.settle(rig.claimOne(SMTP), sent(), waits(LAN, now));
      assertEquals(List.of(), rig.claim(SMTP));
      Claim claim = rig.claimOne(LAN);
      assertEquals(id, claim.id());
      assertEquals(List.of(1), claim.recipients());
      assertEquals(
          List.of(RecipientState.SENT, RecipientState.SENT), rig.settle(claim, sent()).finished());
    }
  }

  @Test
  default void whatHappenedShowsInTheMessage() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, SMTP);
      Instant later = rig.clock().instant().plusSeconds(60);
      rig.settle(rig.claimOne(SMTP), failed(), waits(LAN, later));
      List<Delivery> deliveries = rig.store().find(id).orElseThrow().deliveries();
      assertEquals(
          List.of(
              new Delivery(RecipientState.FAILED, SMTP, 1, null, null, "550 unknown"),
              new Delivery(RecipientState.WAITING, LAN, 1, later, null, "451 later")),
          deliveries);
    }
  }

  @Test
  default void outcomesOfABatchAreAnsweredInOrder() {
    try (StoreRig rig = rig()) {
      MessageId first = rig.append("a", SMTP);
      MessageId second = rig.append("b", SMTP);
      List<Claim> claims = rig.claim(SMTP);
      List<Settlement> settlements =
          done(
              rig.store()
                  .settle(
                      List.of(
                          new Outcome(claims.get(1), List.of(sent())),
                          new Outcome(claims.get(0), List.of(waits(SMTP, Instant.MIN))))));
      assertEquals(List.of(second, first), settlements.stream().map(Settlement::id).toList());
      assertEquals(List.of(first), ids(rig.claim(SMTP)));
    }
  }

  @Test
  default void aClaimIsWrittenBackOnce() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      Claim claim = rig.claimOne(SMTP);
      Outcome waits = new Outcome(claim, List.of(waits(SMTP, rig.clock().instant())));
      Outcome sent = new Outcome(claim, List.of(sent()));
      List<Settlement> settlements = done(rig.store().settle(List.of(waits, sent)));
      assertTrue(settlements.get(0).accepted());
      assertEquals(new Settlement(id, false, List.of()), settlements.get(1));
      assertFalse(rig.settle(claim, sent()).accepted());
      assertEquals(1, rig.store().size());
    }
  }

  @Test
  default void aClaimThatWasSettledToTheEndIsRefusedAfterwards() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      Claim claim = rig.claimOne(SMTP);
      rig.settle(claim, sent());
      assertFalse(rig.settle(claim, sent()).accepted());
    }
  }
}
