package spooler.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
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
import spooler.api.store.StoredMessage;

/**
 * A process that works on a store until it is killed, and says a line for each thing it knows:
 *
 * <pre>
 * opening               before it opens the folder
 * accepted ID SEED      when that is forced
 * sending ID            before it asks, and "sent ID" when that is forced
 * cancelling ID         likewise, and "cancelled ID"
 * reporting ID          likewise, and "reported ID", where a report takes a message's place
 * </pre>
 */
final class CrashVictim {
  static final Channel CHANNEL = new Channel("SMTP");
  static final Channel REPORTS = new Channel("REPORTS");
  static final StoreSize SIZE = new StoreSize(32 << 10, 128);

  private static final int PRODUCERS = 4;
  private static final int SENDERS = 2;
  private static final Disposition SENT = new Disposition.Settled(RecipientState.SENT, "250");
  private static final Disposition CANCELLED =
      new Disposition.Settled(RecipientState.CANCELLED, "no longer wanted");
  private static final Disposition FAILED = new Disposition.Settled(RecipientState.FAILED, "550");
  private static final Disposition LATER =
      new Disposition.Waits(CHANNEL, Instant.MAX, true, "later");

  private final SegmentStore store;

  private CrashVictim(SegmentStore store) {
    this.store = store;
  }

  /** Starts one on a folder. */
  static Process on(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", // starts faster
            "-Djava.util.logging.config.file=/dev/null", // and so does this
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            CrashVictim.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /**
   * Works on the folder.
   *
   * @param args the folder
   */
  public static void main(String[] args) {
    System.out.println("opening");
    Clock clock = Clock.systemUTC();
    StoreFolder folder = StoreFolder.open(Path.of(args[0]), SIZE, new LocalDisk(), clock);
    CrashVictim victim = new CrashVictim(new SegmentStore(folder, clock));
    for (int i = 0; i < PRODUCERS; i++) {
      start(victim::produce);
    }
    for (int i = 0; i < SENDERS; i++) {
      start(victim::send);
    }
    start(victim::report);
    start(victim::cancel);
  }

  /** Does it again and again; a failure ends the process before its time. */
  private static void start(Runnable work) {
    new Thread(
            () -> {
              try {
                for (; ; ) {
                  work.run();
                }
              } catch (Throwable failure) {
                failure.printStackTrace();
                Runtime.getRuntime().halt(1);
              }
            })
        .start();
  }

  private static void say(String what, MessageId id) {
    System.out.println(what + " " + id); // println writes a line as a whole, and flushes
  }

  private void produce() {
    long seed = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    MessageId id =
        store.append(List.of(message(CHANNEL, seed))).toCompletableFuture().join().get(0);
    System.out.println("accepted " + id + " " + seed);
  }

  private NewMessage message(Channel channel, long seed) {
    Envelope envelope = Envelope.from(null).to(Recipient.to("a@example.org")).build();
    byte[] bytes = body(seed);
    try (BodyWriter body = store.newBody(bytes.length)) {
      body.write(bytes, 0, bytes.length);
      return new NewMessage(envelope, List.of(channel), body.seal());
    }
  }

  /**
   * A body that can be told from any other and from a damaged one: all of it follows from the seed
   * it begins with. Some have a file of their own.
   */
  static byte[] body(long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[8 + (random.nextInt(30) == 0 ? 140_000 : random.nextInt(4000))];
    random.nextBytes(bytes);
    ByteBuffer.wrap(bytes).putLong(seed);
    return bytes;
  }

  /** Sends most of what it gets; some waits for ever, so that segments have to be cleaned. */
  private void send() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Claim claim : claims(10, null, false)) {
      boolean sent = ThreadLocalRandom.current().nextInt(8) > 0;
      if (sent) {
        say("sending", claim.id());
      }
      outcomes.add(new Outcome(claim, List.of(sent ? SENT : LATER)));
    }
    settle(outcomes, "sent");
  }

  private void settle(List<Outcome> outcomes, String word) {
    for (Settlement settlement : store.settle(outcomes).toCompletableFuture().join()) {
      if (!settlement.finished().isEmpty()) {
        say(word, settlement.id());
      }
    }
  }

  /** Takes one message back that waits, whichever. */
  private void cancel() {
    List<StoredMessage> some = store.list(null, 200);
    if (!some.isEmpty()) {
      MessageId id = some.get(ThreadLocalRandom.current().nextInt(some.size())).id();
      List<Outcome> outcomes = new ArrayList<>();
      for (Claim claim : claims(1, id, true)) {
        say("cancelling", id);
        outcomes.add(new Outcome(claim, List.of(CANCELLED)));
      }
      settle(outcomes, "cancelled");
    }
  }

  /** Puts a report in the place of a message; its seed is the message's id, negative. */
  private void report() {
    for (Claim claim : claims(1, null, false)) {
      say("reporting", claim.id());
      store
          .settleAndAppend(
              List.of(new Outcome(claim, List.of(FAILED))), message(REPORTS, -claim.id().value()))
          .toCompletableFuture()
          .join()
          .ifPresent(report -> say("reported", claim.id()));
    }
    pause();
  }

  private List<Claim> claims(int max, @Nullable MessageId only, boolean force) {
    List<Claim> claims =
        store.claim(
            new ClaimRequest(
                List.of(CHANNEL), max, Duration.ofHours(1), "test", FlushMark.NONE, force, only));
    if (claims.isEmpty()) {
      pause();
    }
    return claims;
  }

  private static void pause() {
    LockSupport.parkNanos(1_000_000);
  }
}
