package spooler.store.file;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.store.BodyWriter;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;

/**
 * A process that works on a store until it is killed, and says a line for each thing it knows:
 * {@code accepted ID}, {@code settling ID} before it asks, and {@code settled ID} when that is
 * forced; {@code reporting ID} and {@code reported ID} where a report takes a message's place.
 */
final class CrashVictim {
  private static final Channel CHANNEL = new Channel("SMTP");
  private static final Channel REPORTS = new Channel("REPORTS");
  static final StoreSize SIZE = new StoreSize(256 << 10, 2000);

  private static final int SUBMITTERS = 8;
  private static final int SETTLERS = 2;

  private final SegmentStore store;

  private CrashVictim(SegmentStore store) {
    this.store = store;
  }

  /**
   * Works on the folder.
   *
   * @param args the folder
   */
  public static void main(String[] args) {
    Clock clock = Clock.systemUTC();
    StoreFolder folder = StoreFolder.open(Path.of(args[0]), SIZE, new LocalDisk(), clock);
    CrashVictim victim = new CrashVictim(new SegmentStore(folder, clock));
    for (int i = 0; i < SUBMITTERS; i++) {
      new Thread(victim::submit, "submitter" + i).start();
    }
    for (int i = 0; i < SETTLERS; i++) {
      new Thread(victim::settle, "settler" + i).start();
    }
    new Thread(victim::report, "reporter").start();
  }

  private static void say(String what, MessageId id) {
    System.out.println(what + " " + id); // println writes a line as a whole, and flushes
  }

  private void submit() {
    for (; ; ) {
      NewMessage message = message(CHANNEL, ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
      store.append(List.of(message)).toCompletableFuture().join().forEach(CrashVictim::accepted);
    }
  }

  private NewMessage message(Channel channel, long seed) {
    Envelope envelope = Envelope.from(null).to(Recipient.to("a@example.org")).build();
    byte[] bytes = body(seed);
    try (BodyWriter body = store.newBody(bytes.length)) {
      body.write(bytes, 0, bytes.length);
      return new NewMessage(envelope, List.of(channel), body.seal());
    }
  }

  /** Puts reports in the place of messages; the body of a report follows from the id, negative. */
  private void report() {
    for (; ; ) {
      for (Claim claim : store.claim(some("reporter", 1))) {
        say("reporting", claim.id());
        Disposition failed = new Disposition.Settled(RecipientState.FAILED, "550");
        store
            .settleAndAppend(
                List.of(new Outcome(claim, List.of(failed))), message(REPORTS, -claim.id().value()))
            .toCompletableFuture()
            .join()
            .ifPresent(report -> say("reported", claim.id()));
      }
      Thread.onSpinWait();
    }
  }

  private static void accepted(MessageId id) {
    say("accepted", id);
  }

  /**
   * A body that can be told from any other and from a damaged one: all of it follows from the seed
   * it begins with.
   */
  static byte[] body(long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[8 + (random.nextInt(30) == 0 ? 150_000 : random.nextInt(4000))];
    random.nextBytes(bytes);
    ByteBuffer.wrap(bytes).putLong(seed);
    return bytes;
  }

  private static ClaimRequest some(String owner, int max) {
    return new ClaimRequest(
        List.of(CHANNEL), max, Duration.ofHours(1), owner, FlushMark.NONE, false, null);
  }

  private void settle() {
    ClaimRequest some = some("settler", 20);
    for (; ; ) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Claim claim : store.claim(some)) {
        outcomes.add(new Outcome(claim, List.of(disposition(claim))));
      }
      try {
        store.settle(outcomes).toCompletableFuture().join().forEach(CrashVictim::settled);
      } catch (CompletionException e) {
        throw new IllegalStateException("the disk failed", e);
      }
      Thread.onSpinWait();
    }
  }

  private static Disposition disposition(Claim claim) {
    if (ThreadLocalRandom.current().nextInt(3) == 0) {
      return new Disposition.Waits(CHANNEL, Instant.MAX, true, "later");
    }
    say("settling", claim.id());
    return new Disposition.Settled(RecipientState.SENT, "250");
  }

  private static void settled(Settlement settlement) {
    if (!settlement.finished().isEmpty()) {
      say("settled", settlement.id());
    }
  }
}
