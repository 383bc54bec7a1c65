package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.ChannelCount;
import spooler.api.store.Claim;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/** Looking at the queue. */
public interface StoreViewContract extends StoreContract {
  @Test
  default void countsFollowEveryChange() {
    try (StoreRig rig = rig()) {
      assertEquals(Map.of(), rig.store().counts());
      rig.append("a", SMTP, SMTP, LAN);
      Instant later = rig.clock().instant().plusSeconds(60);
      rig.appendDelayed("b", later, SMTP);
      assertEquals(
          Map.of(SMTP, new ChannelCount(2, 0), LAN, new ChannelCount(1, 0)), rig.store().counts());
      Claim claim = rig.claimOne(SMTP);
      assertEquals(new ChannelCount(1, 1), rig.store().counts().get(SMTP));
      rig.settle(claim, sent(), waits(LAN, later));
      assertEquals(
          Map.of(SMTP, new ChannelCount(1, 0), LAN, new ChannelCount(2, 0)), rig.store().counts());
      assertEquals(2, rig.store().size());
    }
  }

  @Test
  default void aChannelInWhichNothingIsLeftIsNotCounted() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      rig.settle(rig.claimOne(SMTP), sent());
      assertEquals(Map.of(), rig.store().counts());
    }
  }

  @Test
  default void aClaimedRecipientShowsItsOwner() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      rig.claimOne(SMTP);
      assertEquals(
          List.of(
              new Delivery(RecipientState.SENDING, SMTP, 0, null, "test", ""),
              new Delivery(RecipientState.WAITING, LAN, 0, null, null, "")),
          rig.store().find(id).orElseThrow().deliveries());
    }
  }

  @Test
  default void aTimeThatHasComeIsNotShownAsADelay() {
    try (StoreRig rig = rig()) {
      Instant due = rig.clock().instant().plusSeconds(60);
      MessageId id = rig.appendDelayed("a", due, SMTP);
      assertEquals(Optional.of(due), notBefore(rig, id));
      rig.clock().set(due);
      assertEquals(Optional.empty(), notBefore(rig, id));
    }
  }

  private static Optional<Instant> notBefore(StoreRig rig, MessageId id) {
    return Optional.ofNullable(rig.store().find(id).orElseThrow().deliveries().get(0).notBefore());
  }

  @Test
  default void theListPagesByKeyWhateverHappensInBetween() {
    try (StoreRig rig = rig()) {
      List<MessageId> ids = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        ids.add(rig.append("m" + i, i % 2 == 0 ? SMTP : LAN));
      }
      List<MessageId> seen = new ArrayList<>(page(rig, null));
      rig.settle(rig.claim(SMTP).get(4), sent()); // number 8, on the page just read
      while (!page(rig, last(seen)).isEmpty()) {
        seen.addAll(page(rig, last(seen)));
      }
      assertEquals(ids, seen);
      assertEquals(24, rig.store().list(null, 1000).size());
    }
  }

  private static List<MessageId> page(StoreRig rig, @Nullable MessageId after) {
    return rig.store().list(after, 10).stream().map(StoredMessage::id).toList();
  }

  private static MessageId last(List<MessageId> ids) {
    return ids.get(ids.size() - 1);
  }
}
