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
 * forced.
 */
final class CrashVictim {
  private static final Channel CHANNEL = new Channel("SMTP");
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
    StoreFolder folder = StoreFolder.open(Path.of(args[0]), 256 << 10, new LocalDisk(), clock);
    CrashVictim victim = new CrashVictim(new SegmentStore(folder, clock));
    for (int i = 0; i < SUBMITTERS; i++) {
      new Thread(victim::submit, "submitter" + i).start();
    }
    for (int i = 0; i < SETTLERS; i++) {
      new Thread(victim::settle, "settler" + i).start();
    }
  }

  private static void say(String what, MessageId id) {
    System.out.println(what + " " + id); // println writes a line as a whole, and flushes
  }

  private void submit() {
    Envelope envelope = Envelope.from(null).to(Recipient.to("a@example.org")).build();
    for (; ; ) {
      byte[] bytes = body(ThreadLocalRandom.current().nextLong());
      try (BodyWriter body = store.newBody(bytes.length)) {
        body.write(bytes, 0, bytes.length);
        NewMessage message = new NewMessage(envelope, List.of(CHANNEL), body.seal());
        store.append(List.of(message)).toCompletableFuture().join().forEach(CrashVictim::accepted);
      }
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

  private void settle() {
    ClaimRequest some =
        new ClaimRequest(
            List.of(CHANNEL), 20, Duration.ofHours(1), "settler", FlushMark.NONE, false, null);
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
