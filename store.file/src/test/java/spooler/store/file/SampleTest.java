package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.store.file.Sample.START;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.FinishedMessage;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;
import spooler.testkit.ManualClock;

/** A store that was written once and for all is read as it was meant, and written alike today. */
final class SampleTest {
  private static final Channel ODD = new Channel("SMTP without relay");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  private static StoredMessage message(int second, Envelope envelope, long size, Delivery... all) {
    long id = START.plusSeconds(second).toEpochMilli() << 20;
    return new StoredMessage(
        new MessageId(id), envelope, START.plusSeconds(second), size, List.of(all));
  }

  private static Envelope to(String recipient) {
    return Envelope.from(null).to(Recipient.to(recipient)).build();
  }

  private static Delivery fresh(Channel channel) {
    return new Delivery(RecipientState.WAITING, channel, 0, null, null, "");
  }

  private static Delivery delayed(Channel channel) {
    return new Delivery(RecipientState.WAITING, channel, 0, START.plusSeconds(3600), null, "");
  }

  private static Delivery ended(RecipientState state, int attempts, String reason) {
    return new Delivery(state, ODD, attempts, null, null, reason);
  }

  /** Everything that waits in the sample. */
  private static List<StoredMessage> expected() {
    return List.of(
        message(1, to("plain@example.org"), 7, fresh(SMTP)),
        message(2, to("long@example.org"), 131_073, fresh(LAN)),
        message(19, Sample.everyWish(), 10, delayed(SMTP), delayed(LAN), delayed(SMTP)),
        message(
            20,
            Sample.fivefold(),
            8,
            ended(RecipientState.SENT, 1, "250 taken"),
            ended(RecipientState.FAILED, 1, "550 unknown"),
            new Delivery(
                RecipientState.WAITING, SMTP, 1, START.plusSeconds(600), null, "451 sp\u00e4ter"),
            ended(RecipientState.EXPIRED, 0, "too late"),
            ended(RecipientState.CANCELLED, 0, "no longer wanted")),
        reportAfter(21),
        message(23, to("last@example.org"), 0, fresh(LAN)));
  }

  /** It was accepted in the millisecond of the message it came for. */
  private static StoredMessage reportAfter(int second) {
    StoredMessage same = message(second, to("ann@example.org"), 9, fresh(SMTP));
    return new StoredMessage(
        new MessageId(same.id().value() + 1),
        same.envelope(),
        same.accepted(),
        same.size(),
        same.deliveries());
  }

  /** Where in the log they ended. */
  private static final List<Long> NUMBERS =
      List.of(38_654_707_111L, 38_654_706_907L, 38_654_705_732L);

  private static final List<String> BODIES =
      List.of("plain\r\n", "x".repeat(131_073), "every wish", "fivefold", "it failed", "");

  private static final List<String> RECORDS =
      List.of(
          "0000000007.segment",
          "deliveries of 66 bytes",
          "moved of 107 bytes, more",
          "moved of 98 bytes",
          "message of 1007 bytes",
          "deliveries of 66 bytes",
          "message of 1007 bytes",
          "0000000008.segment",
          "deliveries of 66 bytes",
          "message of 1007 bytes",
          "deliveries of 66 bytes",
          "message of 1007 bytes",
          "0000000009.segment",
          "deliveries of 66 bytes",
          "message of 236 bytes",
          "message of 293 bytes",
          "deliveries of 246 bytes",
          "message of 113 bytes",
          "message of 101 bytes, more",
          "deliveries of 68 bytes",
          "message of 96 bytes",
          "deliveries of 58 bytes",
          "0000000010.segment",
          "message of 92 bytes",
          "torn: a record's length is 100");

  private static FinishedMessage ended(
      long number, int second, Envelope envelope, long size, Delivery delivery) {
    return new FinishedMessage(
        number, START.plusSeconds(second), message(second, envelope, size, delivery));
  }

  /** The last three that have finished in the sample. */
  private static List<FinishedMessage> finished() {
    return List.of(
        ended(
            NUMBERS.get(0),
            22,
            to("gone@example.org"),
            4,
            new Delivery(RecipientState.CANCELLED, LAN, 0, null, null, "no longer wanted")),
        ended(
            NUMBERS.get(1),
            21,
            to("nobody@example.org"),
            4,
            ended(RecipientState.FAILED, 1, "550 unknown")),
        ended(
            NUMBERS.get(2),
            18,
            to("sent@example.org"),
            900,
            ended(RecipientState.SENT, 1, "250 taken")));
  }

  @Test
  void everyValueIsReadAsItWasWritten() throws IOException {
    assertReads(copy(Sample.checkedIn(), temporary.resolve("with"), ""), 18);
  }

  @Test
  void everyValueIsReadAsItWasWrittenWithoutTheIndexToo() throws IOException {
    assertReads(copy(Sample.checkedIn(), temporary.resolve("without"), "index"), 18);
  }

  /** What was sent from segments that are gone is not known any more. */
  @Test
  void theLogTellsOfThoseThatFinishedLastWithoutTheHistoryAndTheIndex() throws IOException {
    assertReads(copy(Sample.checkedIn(), temporary.resolve("neither"), "index|history"), 6);
  }

  @Test
  void theSampleFromBeforeThereWasAHistoryIsReadAsItWasWritten() throws IOException {
    Path first = Path.of("src/test/resources/sample-1");
    // Its index is built anew; its log tells who has finished, and not yet when.
    assertReads(copy(first, temporary.resolve("first"), ""), -1);
    assertReads(copy(first, temporary.resolve("first without"), "index"), -1);
  }

  /** Its index is built anew, for it does not know the grades; its history is read as it is. */
  @Test
  void theSampleFromBeforeClaimsWentByGradeIsReadAsItWasWritten() throws IOException {
    Path second = Path.of("src/test/resources/sample-2");
    assertReads(copy(second, temporary.resolve("second"), ""), 18);
  }

  /**
   * @param remembered messages in the history; -1 not to look
   */
  private static void assertReads(Path folder, int remembered) throws IOException {
    ManualClock clock = new ManualClock(START);
    try (SegmentStore store =
        new SegmentStore(StoreFolder.open(folder, Sample.SIZE, new LocalDisk(), clock), clock)) {
      List<FinishedMessage> history = store.history(FinishedMessage.NEWEST, 100);
      assertTrue(remembered < 0 || remembered == history.size(), history.size() + "");
      if (remembered > 2) {
        assertEquals(finished(), history.subList(0, 3));
      }
      List<StoredMessage> all = store.list(null, 100);
      assertEquals(expected(), all);
      List<String> bodies = new ArrayList<>();
      for (StoredMessage message : all) {
        try (var in = store.openBody(message.id())) {
          bodies.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      assertEquals(BODIES, bodies);
    }
  }

  @Test
  void itHasRecordsOfEveryKindACallOfTwoAndATornTail() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : Segments.of(Sample.checkedIn())) {
      lines.add(file.getFileName().toString());
      lines.addAll(Segments.records(file));
    }
    assertEquals(RECORDS, lines);
  }

  @Test
  void todaysWriterWritesTheSameBytes() throws IOException {
    Path written = temporary.resolve("written");
    Sample.write(written);
    assertEquals(names(Sample.checkedIn()), names(written));
    for (String name : names(written)) {
      if (name.equals("index/catalog")) {
        assertEquals(catalog(Sample.checkedIn()), catalog(written));
      } else {
        assertArrayEquals(
            Files.readAllBytes(Sample.checkedIn().resolve(name)),
            Files.readAllBytes(written.resolve(name)),
            name);
      }
    }
  }

  /** Its parts stand in any order. */
  private static Catalog catalog(Path folder) throws IOException {
    return Catalog.read(new LocalDisk(), folder.resolve("index"));
  }

  /** All files but the lock, which holds a process's number. */
  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.equals("lock"))
          .sorted()
          .toList();
    }
  }

  /**
   * @param without what its name begins with, as an expression; empty for nothing
   */
  private static Path copy(Path source, Path target, String without) throws IOException {
    for (String name : names(source)) {
      if (without.isEmpty() || !name.matches("(" + without + ").*")) {
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(source.resolve(name), file);
      }
    }
    return target;
  }
}
