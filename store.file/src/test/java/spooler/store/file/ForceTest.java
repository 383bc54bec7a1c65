package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.sent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.store.BodyWriter;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.SpoolStore;
import spooler.store.file.Trouble.Operation;
import spooler.testkit.ManualClock;

/** What is forced when, as the format says: one force for each group, and names after contents. */
final class ForceTest {
  private static final ClaimRequest ONE =
      new ClaimRequest(
          List.of(SMTP), 1, Duration.ofMinutes(1), "test", FlushMark.NONE, false, null);

  private final SimulatedDisk disk = new SimulatedDisk();
  private final ManualClock clock = new ManualClock();
  private final SteppedWriter writer = new SteppedWriter();
  private final List<String> seen = new ArrayList<>();

  private SegmentStore open(int segmentBytes) {
    StoreFolder folder =
        StoreFolder.open(SimulatedRig.FOLDER, new StoreSize(segmentBytes, 1000), disk, clock);
    disk.suffer(this::see);
    return new SegmentStore(folder, clock, writer, new ToldAtOnce());
  }

  private void see(Operation operation, Path file) {
    String line = operation + " " + file.getFileName();
    if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(line)) {
      seen.add(line);
    }
  }

  private static NewMessage message(SpoolStore store, int size) {
    try (BodyWriter body = store.newBody(size)) {
      body.write(new byte[size], 0, size);
      return new NewMessage(
          Envelope.from(null).to(Recipient.to("a@example.org")).build(),
          List.of(SMTP),
          body.seal());
    }
  }

  private static CompletableFuture<List<MessageId>> append(SpoolStore store, int size) {
    return store.append(List.of(message(store, size))).toCompletableFuture();
  }

  private void appendAlone(SpoolStore store, int size) {
    CompletableFuture<List<MessageId>> stage = append(store, size);
    writer.run();
    assertEquals(1, stage.join().size());
  }

  @Test
  void whoeverWaitsAloneHasAForceToHimself() {
    SegmentStore store = open(1 << 20);
    for (int i = 0; i < 20; i++) {
      appendAlone(store, 100);
    }
    assertEquals(20, forces());
  }

  @Test
  void allWhoComeTogetherShareOneAndNobodyIsToldBefore() {
    SegmentStore store = open(1 << 20);
    List<CompletableFuture<List<MessageId>>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(append(store, 100));
    }
    disk.suffer(
        (operation, file) -> {
          see(operation, file);
          assertTrue(all.stream().noneMatch(CompletableFuture::isDone), seen::toString);
        });
    writer.step();
    assertTrue(all.stream().allMatch(CompletableFuture::isDone));
    assertEquals(List.of("WRITE 0000000001.segment", "FORCE 0000000001.segment"), seen);
    assertEquals(1, forces());
  }

  private long forces() {
    return seen.stream().filter("FORCE 0000000001.segment"::equals).count();
  }

  @Test
  void aLongBodyIsForcedThenNamedThenItsNameForcedBeforeARecordNamesIt() {
    SegmentStore store = open(1 << 20);
    appendAlone(store, 200_000);
    assertEquals(
        List.of(
            "CREATE 0000000100000001.part",
            "WRITE 0000000100000001.part",
            "FORCE 0000000100000001.part",
            "RENAME 0000000100000001.body",
            "FORCE_FOLDER bodies",
            "WRITE 0000000001.segment",
            "FORCE 0000000001.segment"),
        seen);
  }

  @Test
  void aSegmentIsForcedThenNamedThenItsNameForcedBeforeARecordIsInIt() {
    SegmentStore store = open(100);
    appendAlone(store, 100);
    seen.clear();
    appendAlone(store, 100);
    assertEquals(
        List.of(
            "CREATE 0000000002.segment.new",
            "WRITE 0000000002.segment.new",
            "FORCE 0000000002.segment.new",
            "RENAME 0000000002.segment",
            "FORCE_FOLDER spool",
            "WRITE 0000000002.segment",
            "FORCE 0000000002.segment"),
        seen.subList(0, 7));
  }

  @Test
  void aCatalogIsOnTheDiskWithItsPagesBeforeASegmentGoes() {
    SegmentStore store = open(100);
    appendAlone(store, 100);
    appendAlone(store, 100);
    Claim first = store.claim(ONE).get(0);
    store.settle(List.of(new Outcome(first, List.of(sent()))));
    seen.clear();
    writer.run();
    List<String> order =
        List.of(
            "WRITE 0000000001.pages",
            "FORCE 0000000001.pages",
            "FORCE_FOLDER index",
            "CREATE catalog.new",
            "WRITE catalog.new",
            "FORCE catalog.new",
            "RENAME catalog",
            "FORCE_FOLDER index",
            "RENAME 1.spare",
            "FORCE_FOLDER spool");
    int from = seen.indexOf(order.get(0));
    assertTrue(from > 0, seen::toString);
    assertEquals(order, seen.subList(from, from + order.size()));
  }
}
