package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.LEASE;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.sent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;

/** Many callers at a time. */
public interface StoreConcurrencyContract extends StoreContract {
  /** Threads in each of these tests. */
  int THREADS = 6;

  @Test
  default void severalClaimersNeverGetTheSameEntry() throws Exception {
    try (StoreRig rig = rig()) {
      NewMessage[] batch = new NewMessage[600];
      for (int i = 0; i < batch.length; i++) {
        batch[i] = rig.message("m" + i, i % 3 == 0 ? LAN : SMTP);
      }
      List<MessageId> ids = rig.append(batch);
      ConcurrentLinkedQueue<MessageId> claimed = new ConcurrentLinkedQueue<>();
      inParallel(thread -> drain(rig, claimed, 1 + thread));
      assertEquals(ids, claimed.stream().sorted().toList());
      assertEquals(0, rig.store().size());
    }
  }

  private static void drain(StoreRig rig, ConcurrentLinkedQueue<MessageId> claimed, int max) {
    ClaimRequest some =
        new ClaimRequest(List.of(SMTP, LAN), max, LEASE, "test", FlushMark.NONE, false, null);
    for (List<Claim> claims = rig.store().claim(some);
        !claims.isEmpty();
        claims = rig.store().claim(some)) {
      claims.forEach(claim -> claimed.add(claim.id()));
      done(
          rig.store()
              .settle(claims.stream().map(claim -> new Outcome(claim, List.of(sent()))).toList()));
    }
  }

  @Test
  default void appendsOfManyThreadsAllArriveWithTheirOwnBodies() throws Exception {
    try (StoreRig rig = rig()) {
      ConcurrentLinkedQueue<MessageId> ids = new ConcurrentLinkedQueue<>();
      inParallel(
          thread -> {
            for (int i = 0; i < 50; i++) {
              String text = "thread " + thread + " message " + i;
              MessageId id = rig.append(text, SMTP);
              assertEquals(text, rig.text(id));
              ids.add(id);
            }
          });
      assertEquals(THREADS * 50, ids.stream().distinct().count());
      assertEquals(ids.stream().sorted().toList(), StoreRig.ids(rig.claim(SMTP)));
    }
  }

  /** R62: nobody sees a message while one with a smaller id is still on its way. */
  @Test
  default void aMessageIsNotOfferedBeforeThoseWithSmallerIds() throws Exception {
    try (StoreRig rig = rig()) {
      List<MessageId> offered = new ArrayList<>();
      CompletableFuture<Void> appending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  inParallel(
                      thread -> {
                        for (int i = 0; i < 60; i++) {
                          rig.append("x", SMTP);
                        }
                      });
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      while (offered.size() < THREADS * 60 && !appending.isCompletedExceptionally()) {
        offered.addAll(StoreRig.ids(rig.claim(SMTP)));
      }
      done(appending);
      assertEquals(offered.stream().sorted().toList(), offered);
    }
  }

  /** R78. */
  @Test
  default void recipientsSettledAtOnceFinishTheirMessageOnce() throws Exception {
    try (StoreRig rig = rig()) {
      Channel[] channels = new Channel[THREADS];
      for (int i = 0; i < THREADS; i++) {
        channels[i] = new Channel("C" + i);
      }
      for (int round = 0; round < 20; round++) {
        rig.append("round " + round, channels);
      }
      ConcurrentLinkedQueue<Settlement> finished = new ConcurrentLinkedQueue<>();
      inParallel(
          thread -> {
            for (Claim claim : rig.claim(channels[thread])) {
              Settlement settlement = rig.settle(claim, sent());
              if (!settlement.finished().isEmpty()) {
                finished.add(settlement);
              }
            }
          });
      assertEquals(20, finished.size());
      assertEquals(20, finished.stream().map(Settlement::id).distinct().count());
    }
  }

  private static void inParallel(IntConsumer work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        running.add(threads.submit(() -> work.accept(thread)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
