package spooler.store.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

final class EntryTreeTest {
  private static final Instant NOW = Instant.parse("2030-01-02T08:00:00Z");
  private static final Wanted DUE = (due, mark) -> !due.isAfter(NOW);

  private static Entry entry(long id, @Nullable Instant notBefore, long mark) {
    return entry(id, notBefore, mark, null);
  }

  private static Entry entry(
      long id, @Nullable Instant notBefore, long mark, @Nullable Instant expires) {
    Delivery delivery =
        new Delivery(RecipientState.WAITING, new Channel("SMTP"), 0, notBefore, null, "");
    StoredMessage message =
        new StoredMessage(
            new MessageId(id),
            Envelope.from(null).to(Recipient.to("a@example.org")).expires(expires).build(),
            NOW,
            0,
            List.of(delivery));
    return new Entry(new Message<>(message, ""), delivery, List.of(0), mark);
  }

  @Test
  void anEmptyTreeHasNothing() {
    EntryTree tree = new EntryTree();
    assertNull(tree.first((due, mark) -> true));
    assertEquals(Instant.MAX, tree.earliest());
    assertThrows(IllegalStateException.class, () -> tree.remove(entry(1, null, 0)));
  }

  @Test
  void itFindsWhatALookAtEveryEntryWouldFind() {
    for (int seed = 0; seed < 200; seed++) {
      compareWithALookAtEveryEntry(new Random(seed), "seed " + seed);
    }
  }

  private static void compareWithALookAtEveryEntry(Random random, String seed) {
    EntryTree tree = new EntryTree();
    TreeSet<Entry> all = new TreeSet<>();
    for (int step = 0; step < 400; step++) {
      if (all.isEmpty() || random.nextInt(5) > 1) {
        Instant notBefore = random.nextBoolean() ? NOW.plusSeconds(random.nextInt(50)) : null;
        Instant expires = random.nextBoolean() ? NOW.plusSeconds(random.nextInt(20)) : null;
        int id = 1 + random.nextInt(1_000_000);
        Entry added = entry(id, notBefore, random.nextInt(4), expires);
        if (all.add(added)) {
          tree.add(added);
        }
      } else {
        Entry removed = all.stream().skip(random.nextInt(all.size())).findFirst().orElseThrow();
        all.remove(removed);
        tree.remove(removed);
      }
      Instant dueBy = NOW.plusSeconds(random.nextInt(60) - 5);
      long below = random.nextInt(5);
      Wanted wanted = (due, mark) -> mark < below && !due.isAfter(dueBy);
      Entry expected =
          all.stream().filter(e -> wanted.matches(e.due, e.mark)).findFirst().orElse(null);
      assertSame(expected, tree.first(wanted), seed);
      assertSame(
          all.stream()
              .filter(e -> e.expires().isBefore(Instant.MAX))
              .min(Comparator.comparing(Entry::expires).thenComparing(e -> e))
              .orElse(null),
          tree.firstToExpire(),
          seed);
      assertEquals(all.size(), tree.size(), seed);
      assertEquals(
          all.stream().map(e -> e.due).min(Instant::compareTo).orElse(Instant.MAX),
          tree.earliest(),
          seed);
    }
  }

  @Test
  void oneDueEntryBehindAMillionDelayedOnesIsFoundInAFewSteps() {
    EntryTree tree = new EntryTree();
    for (int id = 1; id <= 1_000_000; id++) {
      tree.add(entry(id, NOW.plusSeconds(id), 0));
    }
    assertEquals(1, steps(tree, DUE), "nothing is due: one look tells");
    Entry ready = entry(1_000_001, null, 0);
    tree.add(ready);
    assertSame(ready, tree.first(DUE));
    assertFew(steps(tree, DUE));
  }

  @Test
  void aForcedFlushPassesAMillionEntriesItHasSeenInAFewSteps() {
    EntryTree tree = new EntryTree();
    Entry left = entry(700_000, NOW.plusSeconds(9), 4);
    tree.add(left);
    for (int id = 1; id <= 1_000_000; id++) {
      if (id != 700_000) {
        tree.add(entry(id, NOW.plusSeconds(9), 5));
      }
    }
    Wanted unseen = (due, mark) -> mark < 5;
    assertSame(left, tree.first(unseen));
    assertFew(steps(tree, unseen));
  }

  private static int steps(EntryTree tree, Wanted wanted) {
    AtomicInteger steps = new AtomicInteger();
    tree.first(
        (due, mark) -> {
          steps.incrementAndGet();
          return wanted.matches(due, mark);
        });
    return steps.get();
  }

  /** A balanced tree of a million is 20 deep, this kind up to some 60; each level asks thrice. */
  private static void assertFew(int steps) {
    assertTrue(steps < 200, steps + " steps");
  }
}
