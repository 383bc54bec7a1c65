package spooler.store.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.Outcome;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/** An index that has room for a few messages only answers as one that has room for all. */
final class ShelvedIndexTest {
  private static final Instant NOW = Instant.parse("2030-01-02T08:00:00Z");
  private static final Channel SMTP = new Channel("SMTP");
  private static final Channel LAN = new Channel("LAN");
  private static final List<Channel> BOTH = List.of(SMTP, LAN);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private Instant time = NOW;
  private final Slots slots = new Slots();
  private final Clock clock = new Moved();
  private final QueueIndex<String> small = new QueueIndex<>(clock, 1, slots, 32);

  private final class Moved extends Clock {
    @Override
    public Instant instant() {
      return time;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class Slots implements Shelf<String> {
    final Map<Long, List<Shelved<String>>> slots = new HashMap<>();
    long last;
    int looks;
    boolean full;

    @Override
    public long put(List<Shelved<String>> messages) {
      if (full) {
        throw new StoreException("the shelf is full");
      }
      slots.put(++last, messages);
      return last;
    }

    @Override
    public List<Shelved<String>> get(long slot) {
      looks++;
      return Optional.ofNullable(slots.get(slot)).orElseThrow();
    }

    @Override
    public void free(long slot) {
      assertTrue(slots.remove(slot) != null, "given free twice");
    }

    int size() {
      return slots.values().stream().mapToInt(List::size).sum();
    }
  }

  private static StoredMessage message(
      long id, @Nullable Instant due, @Nullable Instant expires, Channel... channels) {
    Envelope.Builder envelope = Envelope.from(null).notBefore(due).expires(expires);
    List<Delivery> deliveries = new ArrayList<>();
    for (Channel channel : channels) {
      envelope.to(Recipient.to("a@example.org"));
      deliveries.add(new Delivery(RecipientState.WAITING, channel, 0, due, null, ""));
    }
    return new StoredMessage(new MessageId(id), envelope.build(), NOW, 4, deliveries);
  }

  private void fill(QueueIndex<String> index, int count, @Nullable Instant due) {
    LongStream.rangeClosed(1, count).forEach(id -> add(index, id, due));
  }

  private static void add(QueueIndex<String> index, long id, @Nullable Instant due) {
    index.add(List.of(message(id, due, null, SMTP)), List.of("b" + id));
    index.announce();
  }

  private static ClaimRequest request(int max, FlushMark mark, boolean force) {
    return new ClaimRequest(BOTH, max, LEASE, "test", mark, force, null);
  }

  private static Outcome all(Claim claim, Disposition disposition) {
    return new Outcome(claim, Collections.nCopies(claim.recipients().size(), disposition));
  }

  @Test
  void onlyAFewMessagesAreInMemory() {
    fill(small, 10_000, null);
    assertEquals(10_000, small.size());
    assertTrue(slots.size() > 9_900, slots.size() + " are on the shelf");
    assertEquals("b77", small.body(new MessageId(77)).orElseThrow());
    assertEquals(
        new MessageId(5001), small.list(new MessageId(5000), 1).get(0).id(), "nothing is missing");
  }

  @Test
  void oneReadyMessageBehindAHundredThousandDelayedCostsNoLookAtTheShelf() {
    fill(small, 100_000, NOW.plusSeconds(3600));
    small.add(List.of(message(100_001, null, null, LAN)), List.of("ready"));
    slots.looks = 0;
    List<Claim> claims = small.claim(request(10, FlushMark.NONE, false));
    assertEquals(List.of(new MessageId(100_001)), claims.stream().map(Claim::id).toList());
    assertEquals(List.of(), small.claimExpired(BOTH, 10, LEASE, "test"));
    assertEquals(
        NOW.plus(LEASE), small.nextDue(BOTH).orElseThrow(), "the end of the claim's lease");
    assertEquals(0, slots.looks);
  }

  @Test
  void aFlushOfAHundredThousandLooksOnlyWhereItClaims() {
    fill(small, 100_000, NOW.plusSeconds(3600));
    slots.looks = 0;
    assertEquals(2, small.claim(request(2, small.newMark(), true)).size());
    assertEquals(2, slots.looks, "one message a page, here");
  }

  @Test
  void aFullShelfKeepsEverythingInMemory() {
    slots.full = true;
    fill(small, 1000, null);
    assertEquals(1000, small.claim(request(2000, FlushMark.NONE, false)).size());
    assertEquals(0, slots.last);
  }

  @Test
  void whatIsSavedIsRestored() {
    fill(small, 500, NOW.plusSeconds(60));
    small.claim(request(3, small.newMark(), true));
    List<PageCard> cards = small.upkeep().save();
    QueueIndex<String> next = new QueueIndex<>(clock, 2, slots, 32);
    next.upkeep().restore(cards);
    assertEquals(500, next.size());
    assertEquals(Optional.of(NOW.plusSeconds(60)), next.nextDue(BOTH));
    assertEquals(500, next.claim(request(1000, next.newMark(), true)).size());
  }

  @Test
  void itAnswersAsOneThatHasRoomForAll() {
    for (int seed = 0; seed < 40; seed++) {
      new Twins(seed).run();
    }
  }

  /** Two indexes to which the same happens. */
  private final class Twins {
    private final Random random;
    private final String seed;
    private final QueueIndex<String> large = new QueueIndex<>(clock, 1);
    private final QueueIndex<String> little = new QueueIndex<>(clock, 1, new Slots(), 48);
    private List<Claim> held = new ArrayList<>();
    private final Set<Long> used = new HashSet<>();
    private int ids;

    Twins(int seed) {
      this.random = new Random(seed);
      this.seed = "seed " + seed;
    }

    private <T> T both(Function<QueueIndex<String>, T> call) {
      T expected = call.apply(large);
      assertEquals(expected, call.apply(little), seed);
      little.announce();
      return expected;
    }

    void run() {
      for (int step = 0; step < 600; step++) {
        step();
        both(index -> index.size());
        both(index -> index.counts());
        both(index -> index.nextDue(BOTH));
        both(index -> index.nextExpiry(List.of(SMTP)));
      }
      both(index -> index.list(null, 10_000));
      both(index -> index.list(new MessageId(ids / 2 + 1), 10));
    }

    private void step() {
      MessageId some = new MessageId(1 + random.nextInt(ids + 1));
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> add();
        case 4 -> claim(1 + random.nextInt(9), both(QueueIndex::newMark), random.nextBoolean());
        case 5 -> claim(1 + random.nextInt(9), FlushMark.NONE, random.nextBoolean());
        case 6 -> held.addAll(both(index -> index.claimExpired(BOTH, 3, LEASE, "test")));
        case 7, 8 -> settle();
        case 9 -> release();
        case 10 -> cancel(some);
        default -> {
          time = time.plusSeconds(random.nextInt(20));
          both(index -> index.find(some));
        }
      }
    }

    private void add() {
      Instant due = random.nextBoolean() ? null : time.plusSeconds(random.nextInt(100));
      Instant expires = random.nextBoolean() ? null : time.plusSeconds(random.nextInt(200));
      Channel[] channels = random.nextBoolean() ? new Channel[] {SMTP} : new Channel[] {SMTP, LAN};
      StoredMessage message = message(newId(), due, expires, channels);
      large.add(List.of(message), List.of("body"));
      little.add(List.of(message), List.of("body"));
      little.announce();
    }

    /** The next id; once in a while one that was left out. */
    private long newId() {
      long skipped = random.nextInt(ids + 1);
      if (skipped > 0 && random.nextInt(5) == 0 && used.add(skipped)) {
        return skipped;
      }
      ids += 1 + random.nextInt(3);
      used.add((long) ids);
      return ids;
    }

    private void claim(int max, FlushMark mark, boolean force) {
      held.addAll(both(index -> index.claim(request(max, mark, force))));
    }

    /** Each due time is one of its own, so that no two entries become alike. */
    private void settle() {
      Collections.shuffle(held, random);
      for (int i = random.nextInt(4); i > 0 && !held.isEmpty(); i--) {
        Claim claim = held.remove(0);
        Channel channel = BOTH.get(random.nextInt(2));
        Instant due = time.plusSeconds(random.nextInt(50)).plusNanos(random.nextInt());
        Disposition disposition =
            random.nextBoolean()
                ? new Disposition.Settled(RecipientState.SENT, "250")
                : new Disposition.Waits(channel, due, true, "451");
        Outcome outcome = all(claim, disposition);
        both(index -> index.prepare(outcome).map(index::commit));
      }
    }

    private void release() {
      large.release(held);
      little.release(held);
      held = new ArrayList<>();
    }

    private void cancel(MessageId id) {
      ClaimRequest whole = new ClaimRequest(BOTH, 9, LEASE, "test", FlushMark.NONE, true, id);
      Disposition cancelled = new Disposition.Settled(RecipientState.CANCELLED, "no");
      for (Claim claim : both(index -> index.claim(whole))) {
        both(index -> index.prepare(all(claim, cancelled)).map(index::commit));
      }
    }
  }
}
