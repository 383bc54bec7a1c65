package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.MessageId;
import spooler.api.store.StoredMessage;

/** kill -9 of a process under load, again and again on the same folder. */
final class CrashTest {
  private static final int ROUNDS = 4;

  private final Set<MessageId> accepted = new HashSet<>();
  private final Set<MessageId> settling = new HashSet<>();
  private final Set<MessageId> settled = new HashSet<>();
  private final Set<MessageId> reporting = new HashSet<>();
  private final Set<MessageId> reported = new HashSet<>();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path folder;

  @Test
  void everyAcceptedMessageIsThereOnceAndNoSettledOneComesBack() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      killAfter(ThreadLocalRandom.current().nextInt(1, 3000));
      check();
    }
    assertFalse(settled.isEmpty(), "the victim had no time to settle anything");
    assertFalse(reported.isEmpty(), "the victim had no time to report anything");
  }

  /** Runs a victim till it has said so many things, and hears what it said before it died. */
  private void killAfter(int lines) throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CrashVictim.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = victim.inputReader()) {
      int heard = 0;
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        hear(line);
        if (++heard == lines) {
          victim.toHandle().destroyForcibly(); // of a Process it would also close its output
        }
      }
      assertTrue(heard >= lines, "the victim died on its own after " + heard + " lines");
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  private void hear(String line) {
    List<String> words = List.of(line.split(" ", -1));
    if (words.size() == 2 && words.get(1).length() == 13) { // the last line may be cut short
      MessageId id = MessageId.parse(words.get(1));
      switch (words.get(0)) {
        case "accepted" -> assertTrue(accepted.add(id), "an id was given twice: " + id);
        case "settling" -> settling.add(id);
        case "settled" -> settled.add(id);
        case "reporting" -> reporting.add(id);
        case "reported" -> reported.add(id);
        default -> throw new AssertionError("the victim said: " + line);
      }
    }
  }

  private void check() throws IOException {
    Clock clock = Clock.systemUTC();
    StoreFolder opened = StoreFolder.open(folder, 256 << 10, new LocalDisk(), clock);
    try (SegmentStore store = new SegmentStore(opened, clock)) {
      Set<MessageId> present = new HashSet<>();
      Set<Long> bodies = new HashSet<>();
      for (StoredMessage message : store.list(null, Integer.MAX_VALUE)) {
        present.add(message.id());
        assertTrue(bodies.add(seedOf(store, message)), "there twice: " + message.id());
      }
      assertEquals(Set.of(), both(settled, present), "settled, and back again");
      Set<MessageId> lost = new HashSet<>(accepted);
      lost.removeAll(present);
      lost.removeAll(settling);
      lost.removeAll(reporting);
      assertEquals(Set.of(), lost, "accepted, and lost");
      checkReports(present, bodies);
    }
  }

  /** A message or its report is there, never both, never neither. */
  private void checkReports(Set<MessageId> present, Set<Long> bodies) {
    for (MessageId id : reporting) {
      boolean report = bodies.contains(-id.value());
      boolean message = present.contains(id);
      assertFalse(report && message, () -> "there beside its report: " + id);
      assertTrue(report || message || settling.contains(id), () -> "gone without report: " + id);
      assertTrue(report || !reported.contains(id), () -> "its report is lost: " + id);
    }
  }

  private static Set<MessageId> both(Set<MessageId> one, Set<MessageId> other) {
    Set<MessageId> both = new HashSet<>(one);
    both.retainAll(other);
    return both;
  }

  /** Reads a body, checks all of it, and tells the seed it began with. */
  private static long seedOf(SegmentStore store, StoredMessage message) throws IOException {
    try (InputStream in = store.openBody(message.id())) {
      byte[] bytes = in.readAllBytes();
      long seed = ByteBuffer.wrap(bytes).getLong();
      assertArrayEquals(CrashVictim.body(seed), bytes);
      return seed;
    }
  }
}
