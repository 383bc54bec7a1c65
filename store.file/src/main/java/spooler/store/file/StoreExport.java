package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/**
 * Writes every waiting message of a spool folder that no spooler uses to an {@link ExportFolder}.
 * The spool folder is not changed; messages that are not whole are left out and named.
 *
 * <p><b>Threads:</b> one.
 */
final class StoreExport {
  private final Disk disk;
  private final Path folder;
  private final Path target;
  private final Path scratch;

  /**
   * @param target not there, or empty
   * @param scratch an empty folder elsewhere, for what there is no room for in memory
   */
  StoreExport(Disk disk, Path folder, Path target, Path scratch) {
    this.disk = disk;
    this.folder = folder;
    this.target = target;
    this.scratch = scratch;
  }

  /**
   * Exports.
   *
   * @throws StoreException when the spool folder is in use, or the target is not empty
   */
  StoreCheck.Report run(Progress progress) throws IOException {
    Findings findings = new Findings();
    Closeable lock = FolderLock.take(disk, folder);
    try (lock) {
      ExportFolder files = new ExportFolder(disk, target);
      try (Salvage salvage =
          Salvage.read(disk, folder, scratch, findings, Replay.Endings.IGNORED, progress)) {
        salvage.forEach(progress, message -> export(salvage, message, files));
      }
      files.force();
      List<String> lines = new ArrayList<>(findings.lines());
      lines.add(files.toString());
      return new StoreCheck.Report(findings.isEmpty(), lines);
    }
  }

  private static void export(Salvage salvage, StoredMessage message, ExportFolder files)
      throws IOException {
    try (InputStream in = salvage.open(message.id())) {
      files.add(message, in);
    } catch (StoreException e) {
      salvage.damaged(message, e);
    }
  }
}
