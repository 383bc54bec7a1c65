package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/**
 * Writes every message of a store that is in use to an {@link ExportFolder}, as it is when its turn
 * comes. Messages that are not whole are left out and named; those that leave meanwhile are passed
 * over, and those that come may be missed.
 *
 * <p><b>Threads:</b> one, not that of the log.
 */
final class RunningExport {
  private final StoreFolder folder;
  private final RunningQueue queue;
  private final Path target;
  private final Findings findings = new Findings();

  /**
   * @param target not there, or empty
   */
  RunningExport(SegmentStore store, Path target) {
    this.folder = store.folder();
    this.queue = new RunningQueue(store);
    this.target = target;
  }

  /**
   * Exports.
   *
   * @throws StoreException when the target is not empty, or the queue cannot be read
   */
  StoreCheck.Report run(Progress progress) throws IOException {
    ExportFolder files = new ExportFolder(folder.disk(), target);
    queue.forEach(progress, message -> export(message, files));
    files.force();
    List<String> lines = new ArrayList<>(findings.lines());
    lines.add(files.toString());
    return new StoreCheck.Report(findings.isEmpty(), lines);
  }

  private void export(StoredMessage message, ExportFolder files) throws IOException {
    try (InputStream in = queue.open(message.id()).orElse(null)) {
      if (in != null) {
        files.add(message, in);
      }
    } catch (StoreException e) {
      findings.problem("the body of message %s: %s".formatted(message.id(), e.getMessage()));
    }
  }
}
