package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/**
 * Writes every waiting message to a folder: {@code ID.eml}, its body as it is, and {@code
 * ID.envelope}. The spool folder is not changed; messages that are not whole are left out and
 * named.
 *
 * <p><b>Durability:</b> a body is written and forced, then its envelope, so an envelope never
 * stands without its body; the folder is forced at the end. <b>Threads:</b> one.
 */
final class StoreExport {
  private static final int BUFFER = 1 << 16;

  private final Disk disk;
  private final Path folder;
  private final Path target;
  private final Path scratch;
  private long exported;

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
      prepare();
      try (Salvage salvage = Salvage.read(disk, folder, scratch, findings, progress)) {
        salvage.forEach(progress, message -> export(salvage, message));
      }
    }
    disk.forceDirectory(target);
    List<String> lines = new ArrayList<>(findings.lines());
    lines.add("messages exported to %s: %d".formatted(target, exported));
    return new StoreCheck.Report(findings.isEmpty(), lines);
  }

  private void prepare() throws IOException {
    try {
      if (!disk.list(target).isEmpty()) {
        throw new StoreException("%s is not empty: name a new folder".formatted(target));
      }
    } catch (NoSuchFileException e) {
      disk.createFolder(target);
    }
  }

  private void export(Salvage salvage, StoredMessage message) throws IOException {
    Path body = target.resolve(message.id() + ".eml");
    try (InputStream in = salvage.open(message.id())) {
      write(body, in);
    } catch (StoreException e) {
      disk.delete(body);
      salvage.damaged(message, e);
      return;
    }
    writeEnvelope(disk, target, message);
    exported++;
  }

  private void write(Path path, InputStream in) throws IOException {
    try (DiskFile file = disk.create(path)) {
      byte[] buffer = new byte[BUFFER];
      long offset = 0;
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        file.write(ByteBuffer.wrap(buffer, 0, count), offset);
        offset += count;
      }
      file.force();
    }
  }

  /** Writes a message without its body, forced. */
  static void writeEnvelope(Disk disk, Path folder, StoredMessage message) throws IOException {
    try (DiskFile file = disk.create(folder.resolve(message.id() + ".envelope"))) {
      file.write(StandardCharsets.UTF_8.encode(EnvelopeFile.write(message)), 0);
      file.force();
    }
  }
}
