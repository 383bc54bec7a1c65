package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.sent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.store.CancelResult;
import spooler.api.store.Claim;

/** Taking a message out of the queue (R63). */
public interface StoreCancelContract extends StoreContract {
  @Test
  default void aWaitingMessageIsCancelledWithAllItsRecipients() {
    try (StoreRig rig = rig()) {
      MessageId id =
          rig.appendDelayed("a", rig.clock().instant().plus(Duration.ofDays(1)), SMTP, LAN);
      assertEquals(CancelResult.CANCELLED, done(rig.store().cancel(id, "by the sender")));
      assertEquals(Optional.empty(), rig.store().find(id));
      assertEquals(0, rig.store().size());
      assertEquals(0, rig.store().counts().size());
      assertEquals(CancelResult.ABSENT, done(rig.store().cancel(id, "again")));
    }
  }

  @Test
  default void aMessageUnderAClaimIsLeftAlone() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      Claim claim = rig.claimOne(LAN);
      assertEquals(CancelResult.CLAIMED, done(rig.store().cancel(id, "too late")));
      rig.store().release(List.of(claim));
      assertEquals(CancelResult.CANCELLED, done(rig.store().cancel(id, "now")));
    }
  }

  @Test
  default void whatIsLeftOfAMessageIsCancelled() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      rig.settle(rig.claimOne(SMTP), sent());
      assertEquals(CancelResult.CANCELLED, done(rig.store().cancel(id, "the rest")));
      assertEquals(List.of(), rig.claim(LAN));
    }
  }

  @Test
  default void anUnknownMessageIsAbsent() {
    try (StoreRig rig = rig()) {
      assertEquals(CancelResult.ABSENT, done(rig.store().cancel(new MessageId(5), "no such")));
    }
  }
}
