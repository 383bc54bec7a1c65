package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.waits;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import spooler.api.store.Claim;

/** Being told that something may be claimable. */
public interface StoreHintContract extends StoreContract {
  @Test
  default void aHintComesWhenSomethingMayHaveBecomeClaimable() throws InterruptedException {
    try (StoreRig rig = rig()) {
      Semaphore hints = new Semaphore(0);
      rig.store().onReady(hints::release);
      rig.append("a", SMTP);
      expect(hints, "an append");
      Claim claim = rig.claimOne(SMTP);
      hints.drainPermits();
      rig.store().release(List.of(claim));
      expect(hints, "a release");
      claim = rig.claimOne(SMTP);
      hints.drainPermits();
      rig.settle(claim, waits(SMTP, rig.clock().instant()));
      expect(hints, "a recipient that waits again");
    }
  }

  private static void expect(Semaphore hints, String after) throws InterruptedException {
    assertTrue(hints.tryAcquire(30, TimeUnit.SECONDS), "no hint after " + after);
  }

  @Test
  default void anEndedSubscriptionIsNotHinted() throws InterruptedException {
    try (StoreRig rig = rig()) {
      Semaphore ended = new Semaphore(0);
      Semaphore other = new Semaphore(0);
      rig.store().onReady(ended::release).close();
      rig.store().onReady(other::release);
      rig.append("a", SMTP);
      expect(other, "an append");
      assertEquals(0, ended.availablePermits());
    }
  }

  @Test
  default void aHintThatThrowsHarmsNobody() throws InterruptedException {
    try (StoreRig rig = rig()) {
      Semaphore hints = new Semaphore(0);
      Runnable broken =
          () -> {
            hints.release();
            throw new IllegalStateException("thrown by a test's hint");
          };
      rig.store().onReady(broken);
      rig.store().onReady(broken);
      rig.append("a", SMTP);
      expect(hints, "an append");
      expect(hints, "an append, at the other listener");
      assertEquals(1, rig.claim(SMTP).size());
    }
  }

  @Test
  default void aHintHoldsNoLock() {
    try (StoreRig rig = rig()) {
      CompletableFuture<Integer> claimedElsewhere = new CompletableFuture<>();
      Runnable hint =
          () ->
              claimedElsewhere.complete(
                  done(CompletableFuture.supplyAsync(() -> rig.claim(SMTP).size())));
      rig.store().onReady(hint);
      rig.append("a", SMTP);
      assertEquals(1, done(claimedElsewhere));
    }
  }
}
