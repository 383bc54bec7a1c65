package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.sent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Claim;

/** Taking a message out of the queue (R63): all that waits of it is claimed, and settled. */
public interface StoreCancelContract extends StoreContract {
  @Test
  default void aMessageIsTakenOutWithAllItsRecipientsAlsoBeforeItIsDue() {
    try (StoreRig rig = rig()) {
      MessageId id =
          rig.appendDelayed("a", rig.clock().instant().plus(Duration.ofDays(1)), SMTP, LAN);
      assertTrue(rig.cancel(id));
      assertEquals(Optional.empty(), rig.store().find(id));
      assertEquals(0, rig.store().size());
      assertEquals(0, rig.store().counts().size());
      assertFalse(rig.cancel(id));
    }
  }

  @Test
  default void whatSomebodyHoldsIsLeftToHim() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      Claim claim = rig.claimOne(LAN);
      assertFalse(rig.cancel(id));
      assertEquals(
          List.of(RecipientState.CANCELLED, RecipientState.SENT),
          rig.settle(claim, sent()).finished());
    }
  }

  @Test
  default void whatIsLeftOfAMessageIsTakenOut() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      rig.settle(rig.claimOne(SMTP), sent());
      assertTrue(rig.cancel(id));
      assertEquals(List.of(), rig.claim(LAN));
    }
  }
}
