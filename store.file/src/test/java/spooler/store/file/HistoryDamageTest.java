package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;

/**
 * Files of the history that are not as they were left: the store opens, and says what it misses.
 */
final class HistoryDamageTest {
  private static final int COUNT = 100;

  /** Does something to the files of a store that is shut. */
  @FunctionalInterface
  private interface Harm {
    void to(HistoryRig rig, Path file) throws IOException;
  }

  /** Harms each file in turn; how many messages each time are not told of any more. */
  private static List<Integer> lost(Harm harm, @Nullable String warning) throws IOException {
    List<Integer> lost = new ArrayList<>();
    for (int i = 0; ; i++) {
      try (HistoryRig rig = new HistoryRig();
          Warnings warnings = new Warnings()) {
        List<MessageId> ids = new ArrayList<>(rig.pass(COUNT));
        rig.shut();
        if (i == rig.files().size()) {
          return lost;
        }
        Path file = rig.files().get(i);
        harm.to(rig, file);
        rig.reopen();
        List<MessageId> kept = rig.history();
        assertEquals(kept, rig.history());
        if (warning != null) {
          assertTold(warnings.take(), file, warning);
        }
        assertTrue(ids.containsAll(kept));
        assertEquals(kept, kept.stream().sorted().toList());
        lost.add(COUNT - kept.size());
        List<MessageId> more = rig.pass(10);
        rig.reopen();
        kept.addAll(more);
        assertEquals(kept, rig.history(), file + " afterwards");
      }
    }
  }

  private static void flip(HistoryRig rig, Path file, int at) throws IOException {
    rig.disk().file(file).flip(at);
  }

  private static void assertTold(List<String> told, Path file, String expected) {
    boolean right =
        expected.isEmpty()
            ? told.isEmpty()
            : !told.isEmpty() && told.stream().allMatch(line -> line.matches(file + expected));
    assertTrue(right, told + " of " + file);
  }

  private static boolean isNewest(HistoryRig rig, Path file) {
    return file.equals(rig.files().get(rig.files().size() - 1));
  }

  @Test
  void aFlippedBitCostsTheRecordItIsIn() throws IOException {
    List<Integer> lost =
        lost(
            (rig, file) -> flip(rig, file, isNewest(rig, file) ? 60 : 700),
            " is damaged at [0-9]+: 1?[0-9][0-9] bytes of the history cannot be read");
    assertEquals(1, lost.stream().distinct().count(), lost + "");
    assertEquals(1, lost.get(0));
  }

  @Test
  void aFileWithoutAHeaderIsLeftOutAsAWhole() throws IOException {
    List<Integer> lost =
        lost(
            (rig, file) -> flip(rig, file, 3),
            " is left out of the history: it does not begin as history does");
    assertTrue(lost.stream().allMatch(n -> n > 0 && n < 30), lost + "");
  }

  @Test
  void aFileThatIsMissingIsMissed() throws IOException {
    List<Integer> lost = lost((rig, file) -> rig.disk().delete(file), "");
    assertTrue(lost.stream().allMatch(n -> n > 0 && n < 30), lost + "");
  }

  private static void overwrite(HistoryRig rig, Path file, byte[] bytes, int length)
      throws IOException {
    try (DiskFile other = rig.disk().create(file)) {
      other.write(ByteBuffer.wrap(bytes, 0, length), 0);
      other.force();
    }
  }

  private static void assertEachLosesItsOwn(List<Integer> lost) {
    assertTrue(lost.stream().allMatch(n -> n > 0 && n < 30), lost + "");
  }

  @Test
  void aFileThatWasCutShortEndsThere() throws IOException {
    assertEachLosesItsOwn(
        lost(
            (rig, file) ->
                overwrite(
                    rig, file, rig.disk().file(file).bytes(), isNewest(rig, file) ? 200 : 1000),
            null));
  }

  @Test
  void anEmptyFileHarmsNoOther() throws IOException {
    assertEachLosesItsOwn(lost((rig, file) -> overwrite(rig, file, new byte[0], 0), null));
  }

  @Test
  void anotherFileOfThatNameHarmsNoOther() throws IOException {
    byte[] garbage = new byte[5000];
    new Random(1).nextBytes(garbage);
    assertEachLosesItsOwn(lost((rig, file) -> overwrite(rig, file, garbage, 5000), null));
  }

  @Test
  void aFileOfALaterVersionIsLeftAsItIs() throws IOException {
    assertEachLosesItsOwn(
        lost(
            (rig, file) -> {
              byte[] bytes = rig.disk().file(file).bytes().clone();
              bytes[11] = 2;
              CRC32C crc = new CRC32C();
              crc.update(bytes, 0, 20);
              ByteBuffer.wrap(bytes).putInt(20, (int) crc.getValue());
              overwrite(rig, file, bytes, bytes.length);
            },
            " is left out of the history: it has format version 2, this store knows 1"));
  }

  @Test
  void filesOfAnotherLogAreLeftOut() throws IOException {
    try (HistoryRig rig = new HistoryRig();
        Warnings warnings = new Warnings()) {
      rig.pass(COUNT);
      rig.shut();
      for (Path folder : List.of(HistoryRig.FOLDER, HistoryRig.FOLDER.resolve("index"))) {
        for (String name : rig.disk().list(folder)) {
          rig.disk().delete(folder.resolve(name)); // so the log begins anew
        }
      }
      rig.reopen();
      List<String> told = warnings.take();
      assertTrue(
          told.stream()
              .anyMatch(line -> line.endsWith(" is left out of the history: it is of another log")),
          told + "");
      assertEquals(List.of(), rig.history());
      List<MessageId> after = rig.pass(COUNT);
      rig.reopen();
      assertEquals(after, rig.history());
    }
  }
}
