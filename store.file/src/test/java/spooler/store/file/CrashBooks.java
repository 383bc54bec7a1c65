package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import spooler.api.MessageId;
import spooler.api.store.StoredMessage;

/**
 * What {@link CrashVictim victims} on one folder have said, and whether the store they left is what
 * they said. A message that was accepted is there with its very body, until somebody was about to
 * end it; once that was promised it is gone for good. Used by one thread.
 */
final class CrashBooks {
  private final Map<MessageId, Long> accepted = new HashMap<>(); // to its seed
  private final Set<MessageId> ending = new HashSet<>();
  private final Set<MessageId> ended = new HashSet<>();
  private final Set<MessageId> reporting = new HashSet<>();
  private final Set<MessageId> reported = new HashSet<>();
  private final Map<String, Integer> said = new HashMap<>();
  private MessageId newest = new MessageId(1);

  /** Takes down one line. */
  void hear(String line) {
    List<String> words = List.of(line.split(" ", -1));
    said.merge(words.get(0), 1, Integer::sum);
    switch (words.get(0)) {
      case "opening" -> {}
      case "accepted" -> accept(MessageId.parse(words.get(1)), Long.parseLong(words.get(2)));
      case "sending", "cancelling" -> ending.add(MessageId.parse(words.get(1)));
      case "sent", "cancelled" -> ended.add(MessageId.parse(words.get(1)));
      case "reporting" -> reporting.add(MessageId.parse(words.get(1)));
      case "reported" -> reported.add(MessageId.parse(words.get(1)));
      default -> throw new AssertionError("the victim said: " + line);
    }
  }

  private void accept(MessageId id, long seed) {
    assertNull(accepted.put(id, seed), () -> "an id was given twice: " + id);
  }

  /** How often a word was said, over all. */
  int said(String word) {
    return said.getOrDefault(word, 0);
  }

  /** Fails if the store is not as it was said; afterwards what it holds is what was said. */
  void check(SegmentStore store) throws IOException {
    Map<MessageId, Long> present = new HashMap<>();
    Set<Long> seeds = new HashSet<>();
    for (StoredMessage message : store.list(null, Integer.MAX_VALUE)) {
      long seed = seedOf(store, message);
      present.put(message.id(), seed);
      assertTrue(seeds.add(seed), () -> "there twice: " + message.id());
      Long said = accepted.get(message.id());
      assertEquals(
          said == null ? newSeed(message.id(), seed) : said,
          seed,
          () -> "another's body: " + message.id());
    }
    checkReports(present.keySet(), seeds);
    Set<MessageId> back = new HashSet<>(ended);
    back.retainAll(present.keySet());
    assertEquals(Set.of(), back, "ended, and back again");
    Set<MessageId> lost = new HashSet<>(accepted.keySet());
    lost.removeAll(present.keySet());
    lost.removeAll(ending);
    lost.removeAll(reporting);
    assertEquals(Set.of(), lost, "accepted, and lost");
    restart(present);
  }

  /** A message nobody knows was on its way when the process was killed, and is a new one. */
  private long newSeed(MessageId id, long seed) {
    assertTrue(id.compareTo(newest) > 0, () -> "came back: " + id);
    return seed;
  }

  /** A message or its report is there, never both, never neither. */
  private void checkReports(Set<MessageId> present, Set<Long> seeds) {
    for (MessageId id : reporting) {
      boolean report = seeds.contains(-id.value());
      boolean message = present.contains(id);
      assertFalse(report && message, () -> "there beside its report: " + id);
      assertTrue(report || message || ending.contains(id), () -> "gone without report: " + id);
      assertTrue(report || !reported.contains(id), () -> "its report is lost: " + id);
    }
  }

  private void restart(Map<MessageId, Long> present) {
    accepted.keySet().forEach(this::noteNewest);
    present.keySet().forEach(this::noteNewest);
    accepted.clear();
    accepted.putAll(present);
    List.of(ending, ended, reporting, reported).forEach(Set::clear);
  }

  private void noteNewest(MessageId id) {
    newest = id.compareTo(newest) > 0 ? id : newest;
  }

  /** These were ended by whoever checks. */
  void forget(Set<MessageId> ids) {
    accepted.keySet().removeAll(ids);
  }

  /** Reads a body, checks all of it, and tells the seed it begins with. */
  private static long seedOf(SegmentStore store, StoredMessage message) throws IOException {
    try (InputStream in = store.openBody(message.id())) {
      byte[] bytes = in.readAllBytes();
      long seed = ByteBuffer.wrap(bytes).getLong();
      assertArrayEquals(CrashVictim.body(seed), bytes);
      return seed;
    }
  }
}
