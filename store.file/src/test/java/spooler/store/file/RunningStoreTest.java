package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.sent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;
import spooler.testkit.Await;

/** What an operator can do with a store while it is in use. */
final class RunningStoreTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  private static StoreCheck.Report check(ToolRig rig) throws IOException {
    return new RunningCheck(rig.store()).run(Progress.NONE);
  }

  private StoreCheck.Report export(ToolRig rig, String to) throws IOException {
    return new RunningExport(rig.store(), temporary.resolve(to)).run(Progress.NONE);
  }

  private static StoreCheck.Report imported(ToolRig rig, Path from) throws IOException {
    return new RunningImport(rig.store(), from).run(Progress.NONE);
  }

  private static void assertSays(String expected, List<String> lines) {
    String all = String.join("\n", lines);
    assertTrue(all.contains(expected), all);
  }

  @Test
  void aWholeStoreIsOkAndItsCountsAreCompared() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      StoreCheck.Report report = check(rig);
      assertEquals(3, report.lines().size(), report.toString());
      assertSays("messages in the history: 4", report.lines());
      assertSays("messages that are whole: 40, ", report.lines());
      assertTrue(report.ok());
    }
  }

  @Test
  void everyKindOfDamageIsNamedWithItsPlaceAndTheStoreGoesOn() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      ToolRig.Place place = rig.places().get(2);
      ToolRig.flip(place.file(), place.start() + 9);
      StoreCheck.Report report = check(rig);
      assertFalse(report.ok());
      assertSays(place.file() + " at " + place.start() + ": a record does not", report.lines());
      assertSays("stop the spooler, then \"bin/spooler store repair\"", report.lines());
      ToolRig.flip(place.file(), place.start() + 9);
      ToolRig.flip(place.file(), 20);
      assertSays(place.file() + " at 0: its header does not match", check(rig).lines());
      ToolRig.flip(place.file(), 20);
      Path body = rig.bodyFiles().get(0);
      ToolRig.flip(body, 5000);
      assertSays(body + ": the bytes do not match their checksum", check(rig).lines());
      ToolRig.flip(body, 5000);
      Path history = rig.folder().resolve("history/0000000001.history");
      ToolRig.flip(history, 60);
      assertSays(history + " at 24: ", check(rig).lines());
      assertSays("messages in the history: 3", check(rig).lines());
      ToolRig.flip(history, 60);
      Path catalog = rig.folder().resolve("index/catalog");
      ToolRig.flip(catalog, 50);
      assertTrue(check(rig).ok());
      assertSays("note: " + catalog.getParent() + " is made anew", check(rig).lines());
      Files.delete(place.file());
      assertSays(place.file().toString(), check(rig).lines());
      rig.append("still takes messages", SMTP);
    }
  }

  @Test
  void whatComesWhileItIsCheckedIsNoProblem() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      AtomicInteger sent = new AtomicInteger();
      StoreCheck.Report report =
          new RunningCheck(rig.store())
              .run(
                  (what, done, all) -> {
                    rig.append("another", SMTP);
                    rig.claim(SMTP).forEach(claim -> rig.settle(claim, sent()));
                    rig.cancel(rig.all().get(0).id());
                    sent.incrementAndGet();
                  });
      assertTrue(sent.get() > 3, "nothing happened meanwhile");
      assertTrue(report.ok(), report.toString());
      assertSays("so the counts were not compared", report.lines());
    }
  }

  @Test
  void aCountThatIsWrongIsFound() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      MessageId id = rig.append("one", SMTP);
      SegmentStore store = rig.store();
      Body body = store.folder().index().body(id).orElseThrow();
      store.between(() -> leave(store.folder(), body));
      StoreCheck.Report report = check(rig);
      assertFalse(report.ok());
      assertSays("0000000001.segment has 1 messages, and its count is 0: stop", report.lines());
    }
  }

  private static boolean leave(StoreFolder folder, Body body) {
    folder.log().leave(body);
    return true;
  }

  @Test
  void whatIsExportedIsWhatTheToolExports() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      rig.claim(LAN); // claims are nobody's business elsewhere
      assertTrue(export(rig, "running").ok());
      rig.shut();
      rig.exportTo(temporary.resolve("stopped"));
      assertEquals(
          ToolRig.contents(temporary.resolve("stopped")),
          ToolRig.contents(temporary.resolve("running")));
    }
  }

  @Test
  void aMessageThatIsNotWholeIsLeftOutOfAnExportAndNamed() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.fill();
      ToolRig.flip(rig.bodyFiles().get(0), 5000);
      StoreCheck.Report report = export(rig, "out");
      assertFalse(report.ok());
      assertSays("problem: the body of message ", report.lines());
      assertSays("messages exported to " + temporary.resolve("out") + ": 39", report.lines());
      assertEquals(78, ToolRig.contents(temporary.resolve("out")).size());
    }
  }

  @Test
  void whatIsImportedIsThereAsItWasWithNewIdsAndIsSent() throws Exception {
    try (ToolRig rig = new ToolRig(temporary.resolve("a"));
        ToolRig other = new ToolRig(temporary.resolve("b"))) {
      rig.fill();
      List<StoredMessage> before = rig.all();
      export(rig, "out");
      MessageId was = other.append("was there", LAN);
      AtomicInteger hints = new AtomicInteger();
      other.store().onReady(hints::incrementAndGet);
      assertSays(
          "messages imported into " + other.folder() + ": 40",
          imported(other, temporary.resolve("out")).lines());
      Await.until("somebody is told that there is something to send", () -> hints.get() > 0);
      assertSame(before, other.all().subList(1, 41), rig, other);
      other.shut();
      other.dropIndex();
      other.reopen();
      List<StoredMessage> after = other.all().subList(1, 41);
      assertSame(before, after, rig, other);
      assertTrue(after.get(0).id().compareTo(was) > 0);
      assertEquals(
          RecipientState.SENT, other.settle(other.claim(LAN).get(0), sent()).finished().get(0));
      assertTrue(check(other).ok());
    }
  }

  private static void assertSame(
      List<StoredMessage> before, List<StoredMessage> after, ToolRig rig, ToolRig other) {
    for (int i = 0; i < before.size(); i++) {
      assertEquals(before.get(i).envelope(), after.get(i).envelope());
      assertEquals(before.get(i).deliveries(), after.get(i).deliveries());
      assertEquals(before.get(i).accepted(), after.get(i).accepted());
      assertEquals(rig.text(before.get(i).id()), other.text(after.get(i).id()));
    }
  }

  @Test
  void nothingIsImportedWhenOneFileIsWrong() throws IOException {
    try (ToolRig rig = new ToolRig(temporary.resolve("a"))) {
      rig.append("one", SMTP);
      MessageId two = rig.append("two", SMTP);
      export(rig, "out");
      Files.delete(temporary.resolve("out").resolve(two + ".eml"));
      StoreException refused =
          assertThrows(StoreException.class, () -> imported(rig, temporary.resolve("out")));
      assertTrue(refused.toString().contains(two + ".eml is missing"), refused.toString());
      assertEquals(2, rig.store().size());
    }
  }

  @Test
  void anImportKeepsToTheLimitsAndSaysHowFarItIs() throws IOException {
    try (ToolRig rig = new ToolRig(temporary.resolve("a"));
        ToolRig narrow = new ToolRig(temporary.resolve("b"), new Limits(0, 30, 0))) {
      rig.fill();
      export(rig, "out");
      StoreException refused =
          assertThrows(StoreException.class, () -> imported(narrow, temporary.resolve("out")));
      assertTrue(refused.toString().contains("maxMessages"), refused.toString());
      assertTrue(refused.toString().contains("no message is known to be in the store"));
      assertEquals(0, narrow.store().size());
      assertEquals(List.of(), narrow.bodyFiles());
    }
  }

  @Test
  void itSaysHowMuchIsInItAndWhatItTakes() throws IOException {
    try (ToolRig rig = new ToolRig(temporary, new Limits(512 << 20, 1000, 1 << 20))) {
      rig.fill();
      StoreStatus status = StoreStatus.of(rig.store());
      assertEquals(40, status.messages());
      long files = 0;
      for (String content : ToolRig.contents(rig.folder()).values()) {
        files += content.length();
      }
      long history = Files.size(rig.folder().resolve("history/0000000001.history"));
      assertEquals(files - history, status.used());
      assertTrue(status.needed() > 3 * 140_000 && status.needed() < files, status.toString());
      assertEquals(
          List.of(
              "folder     " + rig.folder(),
              "messages   40, at most 1000 (maxMessages)",
              "need       %d bytes".formatted(status.needed()),
              "disk used  %d bytes, at most 512 MiB (maxMiB)".formatted(files - history),
              "history    %d bytes, at most 64 MiB (historyMiB), of 7 days (historyDays)"
                  .formatted(history),
              "disk free  %d MiB, 1 MiB are to be left (leastFreeMiB)"
                  .formatted(status.free() >> 20)),
          status.lines());
    }
  }
}
