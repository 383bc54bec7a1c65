package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/**
 * Makes a store that opens of what is whole in a spool folder that no spooler uses. The messages
 * keep their ids. A message whose body is not whole is left out: its envelope is kept in {@code
 * lost/} of the old folder, with {@code repair.txt} that tells all.
 *
 * <p><b>Durability:</b> the new store is written beside the old one, as {@code FOLDER.repaired},
 * all of it forced, and opened once; then {@code FOLDER} is renamed to {@code FOLDER.damaged-TIME},
 * the new one to {@code FOLDER}, and their parent forced. Nothing of the old folder is deleted or
 * overwritten. <br>
 * <b>Threads:</b> one. <b>Failure:</b> until the renaming the old folder is where it was, with
 * nothing but {@code lost/} and {@code repair.txt} added.
 */
final class StoreRepair {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Disk disk;
  private final Path folder;
  private final Path fresh;
  private final Path kept;
  private final Path scratch;
  private final Clock clock;
  private final Findings findings = new Findings();
  private long saved;
  private long lost;
  private long remembered;

  /**
   * @param scratch an empty folder elsewhere, for what there is no room for in memory
   */
  StoreRepair(Disk disk, Path folder, Path scratch, Clock clock) {
    this.disk = disk;
    this.folder = folder;
    this.fresh = folder.resolveSibling(folder.getFileName() + ".repaired");
    this.kept =
        folder.resolveSibling(
            "%s.damaged-%s".formatted(folder.getFileName(), TIME.format(clock.instant())));
    this.scratch = scratch;
    this.clock = clock;
  }

  /**
   * Repairs.
   *
   * @return ok when everything was whole
   * @throws StoreException when the folder is in use, or something stands in the way
   */
  StoreCheck.Report run(StoreSize size, Progress progress) throws IOException {
    Closeable lock = FolderLock.take(disk, folder);
    try (lock) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent == null || disk.list(parent).contains(fresh.getFileName().toString())) {
        throw new StoreException(
            "%s is in the way, of a repair that did not end: remove it".formatted(fresh));
      }
      try (History history = history(size);
          Salvage salvage =
              Salvage.read(disk, folder, scratch, findings, history::replayed, progress)) {
        history.force();
        save(salvage, size, progress);
      }
      StoreFolder.open(fresh, size, disk, clock).close();
      List<String> lines = lines();
      write(lines);
      disk.rename(folder, kept);
      disk.rename(fresh, folder);
      disk.forceDirectory(parent);
      return new StoreCheck.Report(findings.isEmpty(), lines);
    }
  }

  /** What can be read of the old history, for the log to go on behind it. */
  private History history(StoreSize size) throws IOException {
    HistorySalvage salvage = HistorySalvage.read(disk, folder, findings);
    remembered = salvage.records();
    disk.createFolder(fresh);
    History history = new History(disk, fresh.resolve("history"), size.history(), 0, clock);
    history.begin(Position.START, 0);
    salvage.forEach(history::add);
    return history;
  }

  private void save(Salvage salvage, StoreSize size, Progress progress) throws IOException {
    begin(salvage.lastSegment() + 1, salvage.idFloor());
    try (StoreFolder store = StoreFolder.open(fresh, size, disk, clock)) {
      Restoring restoring = new Restoring(store);
      salvage.forEach(progress, message -> save(salvage, restoring, message));
      restoring.force();
    }
  }

  /** An empty segment, so that numbers and ids go on where those of the old folder end. */
  private void begin(long number, long idFloor) throws IOException {
    try (DiskFile file = disk.create(Segment.file(fresh, number))) {
      file.write(new SegmentHeader(number, 0, idFloor).encode(), 0);
      file.force();
    }
    disk.forceDirectory(fresh);
  }

  private void save(Salvage salvage, Restoring restoring, StoredMessage message)
      throws IOException {
    if (!salvage.isWhole(message)) {
      Path lostFolder = folder.resolve("lost");
      disk.createFolder(lostFolder);
      ExportFolder.writeEnvelope(disk, lostFolder, message);
      disk.forceDirectory(lostFolder);
      lost++;
      return;
    }
    try (InputStream in = salvage.open(message.id())) {
      restoring.add(message, in);
    }
    saved++;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(findings.lines());
    lines.add("messages saved in %s: %d".formatted(folder, saved));
    if (lost > 0) {
      lines.add("messages left out, their envelopes are in %s/lost: %d".formatted(kept, lost));
    }
    lines.add("messages kept in the history: %d".formatted(remembered));
    lines.add("the old folder is kept as %s".formatted(kept));
    return lines;
  }

  private void write(List<String> lines) throws IOException {
    try (DiskFile file = disk.create(folder.resolve("repair.txt"))) {
      file.write(StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n"), 0);
      file.force();
    }
    disk.forceDirectory(folder);
  }
}
