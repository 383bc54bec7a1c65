package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.MessageId;
import spooler.api.store.StoredMessage;

/** Whatever is damaged: after a repair the store opens with every message that was not touched. */
final class RandomDamageTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  /** What was touched. */
  private record Damage(Path file, long start, long end) {
    boolean hits(ToolRig.Place place) {
      return place.file().equals(file) && place.start() < end && start < place.end();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whatWasNotTouchedIsSaved(int seed) throws IOException {
    Random random = new Random(seed);
    try (ToolRig rig = new ToolRig(temporary)) {
      Map<MessageId, String> texts = rig.fill();
      List<StoredMessage> before = rig.all();
      rig.shut();
      List<ToolRig.Place> places = rig.places();
      Set<MessageId> touched = new HashSet<>();
      for (int i = 0; i <= seed % 4; i++) {
        Damage damage = damage(rig, random);
        places.stream().filter(damage::hits).forEach(place -> touched.add(place.id()));
      }
      rig.check();
      rig.repair();
      rig.reopen();
      int saved = 0;
      for (StoredMessage message : before) {
        boolean inFile = message.size() > FileBodyWriter.INLINE; // its file may be damaged
        if (!touched.contains(message.id()) && !inFile) {
          assertEquals(message, rig.store().find(message.id()).orElseThrow(), "seed " + seed);
          assertEquals(texts.get(message.id()), rig.text(message.id()));
          saved++;
        }
      }
      assertTrue(saved > 0, "nothing was left to look at");
      rig.all().forEach(message -> assertEquals(message.size(), rig.read(message.id()).length));
    }
  }

  private static Damage damage(ToolRig rig, Random random) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(rig.folder())) {
      files = all.filter(Files::isRegularFile).filter(f -> !f.endsWith("lock")).sorted().toList();
    }
    Path file = files.get(random.nextInt(files.size()));
    long size = Files.size(file);
    if (random.nextInt(6) == 0 && Segments.of(rig.folder()).size() > 1) {
      Files.delete(file);
      return new Damage(file, 0, size);
    }
    byte[] bytes = Files.readAllBytes(file);
    int start = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, start + 1 + random.nextInt(600));
    switch (random.nextInt(3)) {
      case 0 -> bytes[start] ^= (byte) (1 << random.nextInt(8));
      case 1 -> Arrays.fill(bytes, start, end, (byte) 0);
      default -> bytes = Arrays.copyOf(bytes, start);
    }
    Files.write(file, bytes);
    return new Damage(file, start, bytes.length > start ? end : size);
  }
}
