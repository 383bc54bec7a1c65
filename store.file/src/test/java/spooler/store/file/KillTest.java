package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.failed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spooler.api.store.FinishedMessage;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.StoreException;
import spooler.testkit.ManualClock;

/** What a killed process had written and not forced counts for the next one, for good. */
final class KillTest {
  private static final Path FIRST = SimulatedRig.FOLDER.resolve("0000000001.segment");

  private static SegmentStore open(SimulatedDisk disk) {
    ManualClock clock = new ManualClock();
    return new SegmentStore(
        StoreFolder.open(SimulatedRig.FOLDER, new StoreSize(1 << 20, 48), disk, clock), clock);
  }

  /**
   * A message was replaced by a report that was written but not forced when the process was killed.
   */
  private static SimulatedDisk killed(int reportSize) throws IOException {
    try (SimulatedRig rig = new SimulatedRig()) {
      rig.append("failed", SMTP);
      List<Outcome> failed = List.of(new Outcome(rig.claimOne(SMTP), List.of(failed())));
      NewMessage report = rig.message("x".repeat(reportSize), SMTP);
      rig.disk()
          .suffer(
              (operation, file) -> {
                if (operation == Trouble.Operation.FORCE && file.equals(FIRST)) {
                  throw new IllegalStateException("killed, before it was forced");
                }
              });
      assertThrows(StoreException.class, () -> done(rig.store().settleAndAppend(failed, report)));
      return rig.disk().afterKill();
    }
  }

  @Test
  void whatTheNextProcessSawIsThereAfterAPowerCut() throws IOException {
    for (int seed = 0; seed < 40; seed++) {
      SimulatedDisk disk = killed(seed % 2 == 0 ? 10 : 100_000); // with zeros behind, and without
      List<FinishedMessage> before;
      try (SegmentStore store = open(disk)) {
        assertEquals(1, store.size());
        before = store.history(FinishedMessage.NEWEST, 9);
        assertEquals(1, before.size());
      }
      try (SegmentStore store = open(disk.afterPowerCut(new Random(seed)))) {
        assertEquals(1, store.size());
        assertEquals(before, store.history(FinishedMessage.NEWEST, 9));
      }
    }
  }
}
