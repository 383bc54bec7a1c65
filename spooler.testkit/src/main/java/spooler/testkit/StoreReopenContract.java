package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.failed;
import static spooler.testkit.StoreRig.ids;
import static spooler.testkit.StoreRig.sent;
import static spooler.testkit.StoreRig.waits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.ChannelCount;
import spooler.api.store.Claim;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.StoredMessage;

/** What the next owner of the store finds. */
public interface StoreReopenContract extends StoreContract {
  @Test
  default void everythingAcceptedIsThereAgainAsItWas() {
    try (StoreRig rig = rig()) {
      Instant later = rig.clock().instant().plusSeconds(60);
      MessageId plain = rig.append("a", SMTP);
      MessageId tried = rig.append("b", LAN, SMTP, LAN);
      MessageId delayed = rig.appendDelayed("c", later, SMTP);
      rig.settle(rig.claimOne(LAN), failed(), waits(SMTP, later));
      List<StoredMessage> before = rig.store().list(null, 100);
      rig.reopen();
      assertEquals(before, rig.store().list(null, 100));
      assertEquals(3, rig.store().size());
      assertEquals(new ChannelCount(4, 0), rig.store().counts().get(SMTP));
      assertEquals("b", rig.text(tried));
      assertEquals(List.of(plain, tried), ids(rig.claim(SMTP)));
      rig.clock().set(later);
      List<Claim> due = rig.claim(SMTP);
      assertEquals(List.of(tried, delayed), ids(due));
      assertEquals(List.of(1, 0), due.stream().map(Claim::attempts).toList());
    }
  }

  @Test
  default void aLargeBodyIsThereAgain() {
    byte[] bytes = new byte[3_000_007];
    new Random(2).nextBytes(bytes);
    try (StoreRig rig = rig()) {
      NewMessage empty = rig.message("", SMTP);
      MessageId id =
          rig.append(new NewMessage(empty.envelope(), empty.channels(), rig.body(bytes))).get(0);
      rig.reopen();
      assertArrayEquals(bytes, rig.read(id));
      rig.reopen();
      assertArrayEquals(bytes, rig.read(id));
    }
  }

  @Test
  default void whatWasSettledOrCancelledDoesNotComeBack() {
    try (StoreRig rig = rig()) {
      rig.append("sent", SMTP);
      rig.settle(rig.claimOne(SMTP), sent());
      rig.cancel(rig.append("cancelled", SMTP));
      MessageId left = rig.append("left", SMTP);
      rig.reopen();
      assertEquals(List.of(left), ids(rig.claim(SMTP)));
      assertEquals(1, rig.store().size());
    }
  }

  /** R78, across a crash. */
  @Test
  default void settledRecipientsStaySettledAndAreTold() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP, LAN);
      rig.settle(rig.claimOne(LAN), failed());
      rig.reopen();
      assertEquals(List.of(), rig.claim(LAN));
      assertEquals(
          List.of(RecipientState.SENT, RecipientState.FAILED),
          rig.settle(rig.claimOne(SMTP), sent()).finished());
      rig.reopen();
      assertEquals(Optional.empty(), rig.store().find(id));
    }
  }

  @Test
  default void claimsEndWithTheirStoreAndCanDoNoHarmToTheNext() {
    try (StoreRig rig = rig()) {
      rig.append("a", SMTP);
      Claim old = rig.claimOne(SMTP);
      rig.reopen();
      assertEquals(List.of(false), rig.store().renew(List.of(old), StoreRig.LEASE));
      Claim claim = rig.claimOne(SMTP);
      assertTrue(claim.epoch() > old.epoch());
      assertEquals(0, claim.attempts());
      assertFalse(rig.settle(old, sent()).accepted());
      assertTrue(rig.settle(claim, sent()).accepted());
    }
  }

  @Test
  default void idsAscendAcrossAReopenAlsoWhenTheClockIsSetBackAndTheQueueIsEmpty() {
    try (StoreRig rig = rig()) {
      MessageId before = rig.append("a", SMTP);
      rig.settle(rig.claimOne(SMTP), sent());
      rig.reopen();
      rig.clock().advance(Duration.ofDays(-400));
      rig.reopen();
      assertTrue(rig.append("b", SMTP).compareTo(before) > 0);
    }
  }

  @Test
  default void marksAscendAcrossAReopen() {
    try (StoreRig rig = rig()) {
      MessageId id = rig.append("a", SMTP);
      FlushMark before = rig.store().newMark();
      rig.store().release(rig.claimUnder(before, true, SMTP));
      rig.reopen();
      FlushMark after = rig.store().newMark();
      assertTrue(after.value() > before.value());
      assertEquals(List.of(id), ids(rig.claimUnder(after, true, SMTP)));
    }
  }
}
