package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.store.StoreException;

/**
 * kill -9 of a process under load, again and again on the same folder, at whatever moment. More
 * rounds with {@code -Psoak}.
 */
final class CrashTest {
  private static final int ROUNDS = Integer.getInteger("spooler.crash.rounds", 300);
  private static final int LANES = 2;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  @Test
  void everyAcceptedMessageIsThereOnceWithItsBodyAndNoEndedOneComesBack() throws Exception {
    Map<String, Integer> rounds = new TreeMap<>();
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    try {
      List<Callable<Map<String, Integer>>> all =
          IntStream.range(0, LANES).mapToObj(this::lane).toList();
      for (Future<Map<String, Integer>> lane : lanes.invokeAll(all)) {
        lane.get().forEach((what, count) -> rounds.merge(what, count, Integer::sum));
      }
    } finally {
      lanes.shutdown();
    }
    System.out.println("kill -9: " + rounds);
    rounds.forEach(
        (what, count) ->
            assertTrue(count >= ROUNDS / 30, () -> what + " " + count + " times only"));
  }

  @Test
  void aFolderThatAnotherProcessUsesIsRefusedWithItsNumberAndFreeWhenThatIsKilled()
      throws Exception {
    Process other = CrashVictim.on(temporary);
    try (BufferedReader said = other.inputReader()) {
      assertEquals("opening", said.readLine());
      assertNotNull(said.readLine(), "now it has opened the folder");
      StoreException refused = assertThrows(StoreException.class, this::open);
      assertEquals(
          "%s is in use by process %d: stop it, or give each spooler a directory of its own"
              .formatted(temporary, other.pid()),
          refused.getMessage());
    } finally {
      other.destroyForcibly().waitFor();
    }
    open().close();
  }

  private StoreFolder open() {
    return StoreFolder.open(temporary, CrashVictim.SIZE, new LocalDisk(), Clock.systemUTC());
  }

  private Callable<Map<String, Integer>> lane(int lane) {
    return () -> new CrashLane(temporary.resolve("lane" + lane)).run(ROUNDS / LANES);
  }
}
