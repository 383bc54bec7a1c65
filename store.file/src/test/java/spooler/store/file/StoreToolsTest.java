package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.sent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.MessageId;
import spooler.api.store.Claim;
import spooler.api.store.FinishedMessage;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/** What an operator can do with the files of a spooler that is stopped. */
final class StoreToolsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  private static void assertSays(String expected, StoreCheck.Report report) {
    String all = String.join("\n", report.lines());
    assertTrue(all.contains(expected), all);
  }

  @Test
  void aWholeStoreIsOkAndNotAByteOfItChanges() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      rig.shut();
      Map<String, String> before = ToolRig.contents(rig.folder());
      StoreCheck.Report report = rig.check();
      assertTrue(report.ok(), report.toString());
      assertSays("messages that are whole: 40, ", report);
      assertEquals(before, ToolRig.contents(rig.folder()));
    }
  }

  @Test
  void aStoreInUseIsRefusedByEveryTool() {
    try (ToolRig rig = new ToolRig(temporary)) {
      Path elsewhere = temporary.resolve("elsewhere");
      String owner = "is in use by process " + ProcessHandle.current().pid();
      for (StoreException refused :
          List.of(
              assertThrows(StoreException.class, rig::check),
              assertThrows(StoreException.class, rig::repair),
              assertThrows(StoreException.class, () -> rig.exportTo(elsewhere)))) {
        assertTrue(refused.toString().contains(owner), refused.toString());
      }
      assertFalse(Files.exists(elsewhere));
    }
  }

  @Test
  void aFolderThatIsNoneIsRefused() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("other"));
    StoreException refused =
        assertThrows(
            StoreException.class,
            () -> new StoreCheck(new LocalDisk(), folder, temporary).run(Progress.NONE));
    assertTrue(refused.toString().contains("there is no segment in it"), refused.toString());
    assertFalse(Files.exists(folder.resolve("lock")));
  }

  @Test
  void everyKindOfDamageIsNamedWithItsPlace() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      rig.shut();
      ToolRig.Place place = rig.places().get(2);
      ToolRig.flip(place.file(), place.start() + 30);
      StoreCheck.Report flipped = rig.check();
      assertFalse(flipped.ok());
      assertSays(place.file() + " at " + place.start() + ": a record does not match", flipped);
      assertSays("maybe of message " + place.id(), flipped);
      ToolRig.flip(place.file(), place.start() + 30);
      ToolRig.flip(place.file(), 20);
      assertSays(place.file() + " at 0: its header does not match", rig.check());
      ToolRig.flip(place.file(), 20);
      ToolRig.flip(rig.bodyFiles().get(0), 5000);
      assertSays("the bytes do not match their checksum", rig.check());
      Files.delete(rig.bodyFiles().get(0));
      assertSays(".body", rig.check());
      List<Path> segments = Segments.of(rig.folder());
      Files.delete(segments.get(0));
      assertSays(segments.get(0) + " is missing: 10 messages waited in it", rig.check());
      Path segment = segments.get(2);
      Files.delete(segment);
      assertSays(segment + " is missing", rig.check());
    }
  }

  @Test
  void whatIsNotWholeIsLeftOutAndItsEnvelopeKept() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      Map<MessageId, String> texts = rig.fill();
      MessageId lost =
          texts.entrySet().stream()
              .filter(text -> text.getValue().length() > 140_000)
              .findFirst()
              .orElseThrow()
              .getKey();
      rig.shut();
      ToolRig.flip(rig.bodyFiles().get(0), 5000);
      Map<String, String> before = ToolRig.contents(rig.folder());
      StoreCheck.Report report = rig.repair();
      assertFalse(report.ok());
      assertSays("the body of message " + lost, report);
      assertSays("messages saved in " + rig.folder() + ": 39", report);
      Path kept = temporary.resolve("spool.damaged-20300102-080040");
      assertTrue(Files.exists(kept.resolve("lost/" + lost + ".envelope")));
      assertEquals(
          report.lines(), Files.readAllLines(kept.resolve("repair.txt"), StandardCharsets.UTF_8));
      assertTrue(ToolRig.contents(kept).entrySet().containsAll(before.entrySet()));
      rig.reopen();
      assertEquals(39, rig.store().size());
      assertTrue(rig.append("new", SMTP).compareTo(lost) > 0);
      rig.shut();
      assertTrue(rig.check().ok());
    }
  }

  @Test
  void whatIsExportedAndImportedAndExportedAgainIsTheSameButForItsIds() throws IOException {
    try (ToolRig rig = new ToolRig(temporary.resolve("a"));
        ToolRig other = new ToolRig(temporary.resolve("b"))) {
      rig.fill();
      List<StoredMessage> before = rig.all();
      rig.shut();
      Path first = temporary.resolve("first");
      assertTrue(rig.exportTo(first).ok());
      assertEquals(80, ToolRig.contents(first).size());
      other.append("was there", LAN);
      other.shut();
      assertTrue(other.importFrom(first).ok());
      other.reopen();
      List<StoredMessage> after = other.all().subList(1, 41);
      for (int i = 0; i < before.size(); i++) {
        assertEquals(before.get(i).deliveries(), after.get(i).deliveries());
      }
      other.settle(other.claim(LAN).get(0), sent());
      other.shut();
      Path second = temporary.resolve("second");
      assertTrue(other.exportTo(second).ok());
      assertEquals(withoutIds(first), withoutIds(second));
    }
  }

  /** The files in the order of their names. */
  private static Map<Integer, String> withoutIds(Path folder) throws IOException {
    Map<Integer, String> files = new TreeMap<>();
    for (String content : ToolRig.contents(folder).values()) {
      files.put(files.size(), content.replaceFirst("^id: .*\n", ""));
    }
    return files;
  }

  @Test
  void theSampleIsExportedAndImportedWithEveryWish() throws IOException {
    Path spool = temporary.resolve("spool");
    Sample.write(spool);
    try (ToolRig other = new ToolRig(temporary.resolve("b"))) {
      other.shut();
      Path first = temporary.resolve("first");
      StoreExport export =
          new StoreExport(
              new LocalDisk(), spool, first, Files.createDirectory(temporary.resolve("s")));
      assertTrue(export.run(Progress.NONE).ok());
      other.importFrom(first);
      Path second = temporary.resolve("second");
      other.exportTo(second);
      assertEquals(withoutIds(first), withoutIds(second));
    }
  }

  private static List<FinishedMessage> history(ToolRig rig) {
    return rig.store().history(FinishedMessage.NEWEST, 10_000);
  }

  private static List<Path> historyFiles(ToolRig rig) throws IOException {
    try (var files = Files.list(rig.folder().resolve("history"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void aRepairKeepsTheHistoryAndGoesOnBehindIt() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      List<FinishedMessage> before = history(rig);
      assertEquals(4, before.size());
      rig.shut();
      assertSays("messages in the history: 4", rig.check());
      StoreCheck.Report report = rig.repair();
      assertTrue(report.ok(), report.toString());
      assertSays("messages kept in the history: 4", report);
      rig.reopen();
      assertEquals(before, history(rig));
      MessageId next = rig.append("next", SMTP);
      List<Claim> claims = rig.claim(SMTP);
      rig.settle(claims.get(claims.size() - 1), sent());
      assertEquals(5, history(rig).size());
      rig.reopen();
      assertEquals(next, history(rig).get(0).message().id());
    }
  }

  @Test
  void whatOfTheHistoryIsDamagedIsNamedAndLeftOut() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      List<FinishedMessage> before = history(rig);
      rig.shut();
      Path file = historyFiles(rig).get(0);
      ToolRig.flip(file, 60);
      StoreCheck.Report report = rig.check();
      assertFalse(report.ok());
      assertSays(file + " at 24: ", report);
      assertSays("bytes of the history cannot be read", report);
      assertSays("messages in the history: 3", report);
      assertSays("messages kept in the history: 3", rig.repair());
      rig.reopen();
      assertEquals(before.subList(0, 3), history(rig));
      rig.shut();
      assertTrue(rig.check().ok());
    }
  }

  @Test
  void whatACrashLeftOfTheHistoryIsNoProblem() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      rig.shut();
      Path file = historyFiles(rig).get(0);
      Files.write(file, new byte[77], StandardOpenOption.APPEND);
      StoreCheck.Report report = rig.check();
      assertTrue(report.ok(), report.toString());
      assertSays("note: " + file + " at ", report);
      assertSays("77 bytes are not whole, as after a crash", report);
      assertSays("messages in the history: 4", report);
    }
  }

  @Test
  void withoutAHistoryAllIsWhole() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      rig.shut();
      for (Path file : historyFiles(rig)) {
        Files.delete(file);
      }
      Files.delete(rig.folder().resolve("history"));
      StoreCheck.Report report = rig.check();
      assertTrue(report.ok(), report.toString());
      assertSays("messages in the history: 0", report);
      assertTrue(rig.repair().ok());
    }
  }

  @Test
  void aFolderThatIsNotEmptyIsNotExportedTo() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.shut();
      Path target = Files.createDirectory(temporary.resolve("target"));
      Files.createFile(target.resolve("letter"));
      StoreException refused = assertThrows(StoreException.class, () -> rig.exportTo(target));
      assertTrue(refused.toString().contains(target + " is not empty"), refused.toString());
    }
  }

  @Test
  void nothingIsImportedWhenOneFileIsWrong() throws IOException {
    try (ToolRig rig = new ToolRig(temporary.resolve("a"));
        ToolRig other = new ToolRig(temporary.resolve("b"))) {
      rig.append("one", SMTP);
      MessageId two = rig.append("two", SMTP);
      rig.shut();
      other.shut();
      Path files = temporary.resolve("files");
      rig.exportTo(files);
      Path body = files.resolve(two + ".eml");
      Path envelope = files.resolve(two + ".envelope");
      String whole = Files.readString(envelope);
      Files.writeString(body, "longer");
      assertImportSays(other, files, body + " has 6 bytes, and its envelope says 3");
      Files.delete(body);
      assertImportSays(other, files, body + " is missing");
      Files.writeString(body, "two");
      Files.writeString(envelope, whole.replace("priority: normal", "priority: high"));
      assertImportSays(other, files, envelope + ", line 4, \"priority: high\"");
      Files.writeString(envelope, whole.replace("state: waiting", "state: sent"));
      assertImportSays(other, files, envelope + ": no recipient waits any more");
      Files.delete(envelope);
      assertImportSays(other, files, body + " has no .envelope");
      other.reopen();
      assertEquals(0, other.store().size());
    }
  }

  private static void assertImportSays(ToolRig rig, Path files, String expected) {
    StoreException refused = assertThrows(StoreException.class, () -> rig.importFrom(files));
    assertTrue(refused.toString().contains(expected), refused.toString());
  }
}
