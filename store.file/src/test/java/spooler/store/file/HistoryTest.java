package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;
import static spooler.testkit.StoreRig.sent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.Disposition;
import spooler.api.store.FinishedMessage;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;
import spooler.api.store.StoreFullException;

/** The files in which it is kept how messages ended. */
final class HistoryTest {
  private static final HistoryLimits FEW = new HistoryLimits(HistoryRig.WEEK, 16 << 10, 2048);
  private static final HistoryLimits NONE = new HistoryLimits(Duration.ZERO, 16 << 10, 2048);

  private static void assertIsEndOf(List<MessageId> all, List<MessageId> found) {
    assertEquals(all.subList(all.size() - found.size(), all.size()), found);
  }

  @Test
  void whatWasAnsweredOutlivesAPowerCut() {
    for (int seed = 0; seed < 40; seed++) {
      try (HistoryRig rig = new HistoryRig()) {
        List<MessageId> ids = new ArrayList<>(rig.pass(5 + 3 * seed));
        rig.cutPower(seed);
        assertEquals(ids, rig.history(), "seed " + seed);
        ids.addAll(rig.pass(7));
        rig.cutPower(seed);
        assertEquals(ids, rig.history(), "seed " + seed);
      }
    }
  }

  @Test
  void everyMessageIsFoundByItsIdInWhateverFileItIs() {
    try (HistoryRig rig = new HistoryRig()) {
      List<MessageId> ids = rig.pass(100);
      assertTrue(rig.files().size() > 5, rig.files() + "");
      for (boolean again : new boolean[] {false, true}) {
        for (MessageId id : ids) {
          assertEquals(id, rig.store().finished(id).orElseThrow().message().id(), again + "");
        }
        rig.reopen();
      }
    }
  }

  @Test
  void withoutTheIndexNothingIsToldTwice() throws IOException {
    try (HistoryRig rig = new HistoryRig()) {
      List<MessageId> ids = rig.pass(60);
      rig.append("waits", SMTP);
      rig.shut();
      for (String name : rig.disk().list(SimulatedRig.INDEX)) {
        rig.disk().delete(SimulatedRig.INDEX.resolve(name));
      }
      rig.reopen();
      assertEquals(ids, rig.history());
    }
  }

  @Test
  void theOldestIsForgottenWhenAllTakeTooMuch() throws IOException {
    try (HistoryRig rig = new HistoryRig(FEW, Limits.NONE)) {
      List<MessageId> ids = rig.pass(300);
      List<MessageId> kept = rig.history();
      assertIsEndOf(ids, kept);
      assertTrue(kept.size() > 60 && kept.size() < 200, kept.size() + "");
      assertEquals(Optional.empty(), rig.store().finished(ids.get(0)));
      rig.reopen();
      assertEquals(kept, rig.history());
      long bytes = 0;
      for (Path file : rig.files()) {
        bytes += rig.disk().size(file);
      }
      assertTrue(bytes <= FEW.bytes(), bytes + " bytes");
    }
  }

  @Test
  void whatIsTooOldIsForgottenWithItsFile() {
    try (HistoryRig rig = new HistoryRig()) {
      rig.pass(50);
      rig.clock().advance(HistoryRig.WEEK.minusDays(1));
      List<MessageId> young = rig.pass(50);
      rig.reopen();
      int files = rig.files().size();
      rig.clock().advance(Duration.ofDays(2));
      assertEquals(young, rig.history());
      rig.reopen();
      assertEquals(young, rig.history());
      assertTrue(rig.files().size() < files, rig.files() + "");
      rig.clock().advance(HistoryRig.WEEK);
      rig.reopen();
      assertEquals(List.of(), rig.files());
      assertEquals(rig.pass(3), rig.history());
    }
  }

  @Test
  void aClockThatJumpsLosesNothingThatIsYoung() {
    try (HistoryRig rig = new HistoryRig()) {
      List<MessageId> ids = new ArrayList<>(rig.pass(30));
      rig.clock().advance(Duration.ofHours(1));
      ids.addAll(rig.pass(30));
      rig.clock().advance(Duration.ofHours(-2));
      ids.addAll(rig.pass(30));
      assertEquals(ids, rig.history());
      rig.reopen();
      assertEquals(ids, rig.history());
      rig.clock().advance(HistoryRig.WEEK.plusMinutes(90));
      assertEquals(ids.subList(30, 60), rig.history());
    }
  }

  @Test
  void noneIsKeptWhereNoneIsWanted() {
    try (HistoryRig rig = new HistoryRig()) {
      MessageId before = rig.pass(50).get(49);
      rig.reopen(NONE);
      MessageId after = rig.pass(1).get(0);
      assertEquals(List.of(), rig.history());
      assertEquals(Optional.empty(), rig.store().finished(before));
      assertEquals(Optional.empty(), rig.store().finished(after));
      assertEquals(List.of(), rig.files());
    }
  }

  @Test
  void aMessageIsAddedWithAllThatItsRecipientsWereTold() {
    try (HistoryRig rig = new HistoryRig()) {
      String reason = "550 " + "no ".repeat(600);
      MessageId id = rig.append("a", Collections.nCopies(500, SMTP).toArray(Channel[]::new));
      rig.settle(
          rig.claimOne(SMTP),
          Collections.nCopies(500, new Disposition.Settled(RecipientState.FAILED, reason))
              .toArray(Disposition[]::new));
      List<MessageId> ids = new ArrayList<>(List.of(id));
      ids.addAll(rig.pass(20));
      for (boolean again : new boolean[] {false, true}) {
        assertEquals(
            reason,
            rig.store().finished(id).orElseThrow().message().deliveries().get(499).reason(),
            again + "");
        assertEquals(ids, rig.history());
        rig.reopen();
      }
    }
  }

  @Test
  void itCanBeReadWhileItIsWritten() throws Exception {
    try (HistoryRig rig = new HistoryRig()) {
      CompletableFuture<List<MessageId>> writing =
          CompletableFuture.supplyAsync(() -> rig.pass(400));
      List<List<MessageId>> seen = new ArrayList<>();
      while (!writing.isDone()) {
        seen.add(rig.history());
      }
      List<MessageId> all = writing.get();
      for (List<MessageId> some : seen) {
        assertEquals(all.subList(0, some.size()), some);
      }
      assertEquals(all, rig.history());
    }
  }

  @Test
  void theOldestGoesBeforeAMessageIsRefusedForWantOfRoomOnTheDisk() {
    Limits limits = new Limits(0, 0, 64 << 10);
    try (HistoryRig rig = new HistoryRig(FEW, limits)) {
      List<MessageId> ids = rig.pass(100);
      rig.reopen();
      int files = rig.files().size();
      rig.disk().leave((64 << 10) + 3000);
      rig.clock().advance(Duration.ofSeconds(1));
      rig.append("x".repeat(5000), SMTP);
      assertTrue(rig.files().size() < files && rig.files().size() > 1, rig.files() + "");
      assertIsEndOf(ids, rig.history());
      assertThrows(StoreFullException.class, () -> rig.append("x".repeat(60_000), SMTP));
      assertTrue(rig.files().size() <= 1, "all that could go is gone: " + rig.files());
    }
  }

  @Test
  void theOldestGoesBeforeAnOutcomeIsLostForWantOfRoomOnTheDisk() {
    try (HistoryRig rig = new HistoryRig(FEW, Limits.NONE)) {
      List<MessageId> ids = rig.pass(100);
      MessageId last = rig.append("last", SMTP);
      SimulatedDisk disk = rig.disk();
      disk.leave(0);
      disk.suffer(
          (operation, file) -> {
            if (operation == Trouble.Operation.WRITE && disk.freeBytes(HistoryRig.FOLDER) <= 0) {
              throw new IOException("No space left on device");
            }
          });
      int files = rig.files().size();
      assertTrue(rig.settle(rig.claimOne(SMTP), sent()).accepted());
      assertTrue(rig.files().size() < files, rig.files() + "");
      List<MessageId> kept = rig.history();
      assertEquals(last, kept.get(kept.size() - 1));
      assertIsEndOf(ids, kept.subList(0, kept.size() - 1));
    }
  }

  @Test
  void aFullDiskGetsNoMoreHistoryButDrains() {
    Limits limits = new Limits(0, 0, 64 << 10);
    try (HistoryRig rig = new HistoryRig(FEW, limits);
        Warnings warnings = new Warnings()) {
      for (int i = 0; i < 100; i++) {
        rig.append("m", SMTP);
      }
      rig.disk().leave(60 << 10);
      rig.claim(SMTP).forEach(claim -> assertTrue(rig.settle(claim, sent()).accepted()));
      rig.shut();
      assertEquals(0, rig.files().size());
      assertEquals(
          List.of(
              "history in /spool/history is lost: java.io.IOException: the disk is nearly full"),
          warnings.take());
      rig.disk().leave(10 << 20);
      rig.reopen();
      assertEquals(rig.pass(3), rig.history());
    }
  }

  @Test
  void whateverFailsInItsFilesNoOutcomeDoes() {
    for (Trouble.Operation failing : Trouble.Operation.values()) {
      try (HistoryRig rig = new HistoryRig();
          Warnings warnings = new Warnings()) {
        List<MessageId> before = rig.pass(20);
        rig.disk()
            .suffer(
                (operation, file) -> {
                  if (operation == failing && file.toString().contains("history")) {
                    throw new IOException("Input/output error");
                  }
                });
        rig.pass(100);
        assertTrue(warnings.take().size() < 100 / 5, "not one for each");
        rig.disk().suffer(Trouble.NONE);
        List<MessageId> after = rig.pass(40);
        rig.reopen();
        List<MessageId> kept = rig.history();
        assertEquals(after, kept.subList(kept.size() - 40, kept.size()), failing + "");
        if (failing != Trouble.Operation.WRITE) {
          assertTrue(kept.containsAll(before.subList(0, 10)), failing + "");
        }
      }
    }
  }

  @Test
  void aStageThatFailedEndsNothingInIt() {
    try (HistoryRig rig = new HistoryRig()) {
      MessageId id = rig.append("a", SMTP);
      rig.disk()
          .suffer(
              (operation, file) -> {
                if (operation == Trouble.Operation.FORCE) {
                  throw new IOException("Input/output error");
                }
              });
      CompletionStage<List<Settlement>> stage =
          rig.store().settle(List.of(new Outcome(rig.claimOne(SMTP), List.of(sent()))));
      assertThrows(RuntimeException.class, () -> done(stage));
      assertEquals(Optional.empty(), rig.store().finished(id));
      rig.disk().suffer(Trouble.NONE);
      rig.settle(rig.claimOne(SMTP), sent());
      assertEquals(List.of(id), rig.history());
      assertEquals(
          1, rig.store().history(FinishedMessage.NEWEST, 9).get(0).message().deliveries().size());
    }
  }

  @Test
  void limitsThatCannotBeUsedAreRefusedByName() {
    assertEquals(HistoryLimits.USUAL, HistoryLimits.of(7, 64));
    assertEquals(new HistoryLimits(Duration.ofDays(1), 1 << 20, 1 << 17), HistoryLimits.of(1, 1));
    assertTrue(HistoryLimits.of(0, 64).keepsNone());
    assertFalse(HistoryLimits.of(1, 64).keepsNone());
    assertEquals(
        "historyDays: -1 is not between 0 and 36500, use e.g. 7, or 0 for no history",
        refused(-1, 64));
    assertEquals(
        "historyMiB: 0 is less than 1, use e.g. 64; for no history set historyDays to 0",
        refused(7, 0));
  }

  private static String refused(int days, int mebibytes) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> HistoryLimits.of(days, mebibytes))
            .getMessage());
  }
}
