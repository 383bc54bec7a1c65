package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;

/**
 * Kills {@link CrashVictim victims} on one folder, one after the other, looks at what each left,
 * and counts the rounds in which what is to be proved was at work. Used by one thread.
 */
final class CrashLane {
  /**
   * Lines after which a victim is killed, at most; it says the first before it opens the folder.
   */
  private static final int MOST_LINES = 200;

  /**
   * Milliseconds after which a victim is killed that has just begun to open the folder, at most.
   */
  private static final int LONGEST_OPENING = 150;

  /** Messages that are left for the next victim, at most. */
  private static final int MOST_LEFT = 300;

  private final Path folder;
  private final Random random = new Random();
  private final CrashBooks books = new CrashBooks();
  private final Map<String, Integer> rounds = new TreeMap<>();
  private List<Long> segments = List.of(0L);

  CrashLane(Path folder) {
    this.folder = folder;
  }

  /** So many kills; in how many rounds what was found. */
  Map<String, Integer> run(int kills) throws IOException, InterruptedException {
    for (int kill = 0; kill < kills; kill++) {
      boolean opening = random.nextInt(4) == 0;
      if (opening) {
        kill(1, random.nextInt(LONGEST_OPENING));
      } else {
        kill(2 + random.nextInt(MOST_LINES), 0); // the first it says before it opens the folder
      }
      found("killed by kill -9", true);
      if (!opening || kill == kills - 1) {
        look();
        check();
      }
    }
    for (String word : List.of("accepted", "sent", "cancelled", "reported")) {
      rounds.put(word, books.said(word));
    }
    return rounds;
  }

  private void found(String what, boolean now) {
    rounds.merge(what, now ? 1 : 0, Integer::sum);
  }

  /** Kills a victim some time after it has said so many things, and hears all it said. */
  private void kill(int lines, int milliseconds) throws IOException, InterruptedException {
    Process victim = CrashVictim.on(folder);
    try (BufferedReader said = victim.inputReader()) {
      int heard = 0;
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        books.hear(line);
        if (++heard == lines) {
          victim.waitFor(milliseconds, TimeUnit.MILLISECONDS);
          victim.toHandle().destroyForcibly(); // of a Process it would also close its output
        }
      }
      assertTrue(heard >= lines, "the victim died on its own after " + heard + " lines");
      found("killed while it opened the folder", heard == 1);
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  /** Looks for traces of what was at work, before anybody opens the folder. */
  private void look() throws IOException {
    List<Long> now = numbers();
    long newest = segments.get(segments.size() - 1);
    found("the log went on to another segment", last(now) > newest + 1);
    found("segments were given free", now.get(0) > segments.get(0));
    boolean moved = false;
    for (Path file : Segments.of(folder)) {
      moved |=
          Segment.numberIn(file.getFileName().toString()) > newest
              && Segments.records(file).toString().contains("moved");
    }
    found("messages had moved to the end of the log", moved);
    found("messages were on pages", names("index").stream().anyMatch(n -> n.endsWith(".pages")));
    found("bodies had files", names("bodies").stream().anyMatch(n -> n.endsWith(".body")));
  }

  private List<Long> numbers() throws IOException {
    return Segments.of(folder).stream()
        .map(file -> Segment.numberIn(file.getFileName().toString()))
        .toList();
  }

  private static long last(List<Long> numbers) {
    return numbers.get(numbers.size() - 1);
  }

  private List<String> names(String within) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(within))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private void check() throws IOException {
    boolean withoutIndex = random.nextInt(6) == 0; // which may be thrown away at any time
    found("the index was thrown away", withoutIndex);
    if (withoutIndex) {
      for (String name : names("index")) {
        Files.delete(folder.resolve("index").resolve(name));
      }
    }
    Clock clock = Clock.systemUTC();
    List<String> bodies = names("bodies");
    StoreFolder opened = StoreFolder.open(folder, CrashVictim.SIZE, new LocalDisk(), clock);
    try (SegmentStore store = new SegmentStore(opened, clock)) {
      found("bodies were swept that nobody needed", names("bodies").size() < bodies.size());
      assertEquals(opened.bodies().needed().size(), names("bodies").size());
      books.check(store);
      drain(store);
    }
    segments = numbers();
  }

  /** Ends all reports, and what are too many for quick rounds. */
  private void drain(SegmentStore store) {
    int surplus = (int) Math.max(0, store.size() - MOST_LEFT);
    List<Claim> claims =
        Stream.concat(
                store.claim(all(CrashVictim.REPORTS, Integer.MAX_VALUE)).stream(),
                store.claim(all(CrashVictim.CHANNEL, surplus)).stream())
            .toList();
    Disposition ended = new Disposition.Settled(RecipientState.EXPIRED, "too many");
    List<Outcome> outcomes =
        claims.stream().map(claim -> new Outcome(claim, List.of(ended))).toList();
    List<Settlement> settled = store.settle(outcomes).toCompletableFuture().join();
    books.forget(settled.stream().map(Settlement::id).collect(Collectors.toSet()));
  }

  private static ClaimRequest all(Channel channel, int max) {
    return new ClaimRequest(
        List.of(channel), max, Duration.ofHours(1), "check", FlushMark.NONE, true, null);
  }
}
