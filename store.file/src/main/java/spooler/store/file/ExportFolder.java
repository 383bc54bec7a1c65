package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/**
 * A folder that messages are exported to: for each {@code ID.eml}, its body as it is, and {@code
 * ID.envelope}.
 *
 * <p><b>Durability:</b> a body is written and forced, then its envelope, so an envelope never
 * stands without its body; the names are durable once {@link #force} has returned. <b>Threads:</b>
 * one.
 */
final class ExportFolder {
  private static final int BUFFER = 1 << 16;

  private final Disk disk;
  private final Path folder;
  private long messages;

  /**
   * Takes a folder that is not there, and makes it, or one that is empty.
   *
   * @throws StoreException when it is not empty
   */
  ExportFolder(Disk disk, Path folder) throws IOException {
    this.disk = disk;
    this.folder = folder;
    try {
      if (!disk.list(folder).isEmpty()) {
        throw new StoreException("%s is not empty: name a new folder".formatted(folder));
      }
    } catch (NoSuchFileException e) {
      disk.createFolder(folder);
    }
  }

  /**
   * Writes a message.
   *
   * @param in its body, from the start
   * @throws StoreException when the body cannot be read; then nothing of it is left here
   */
  void add(StoredMessage message, InputStream in) throws IOException {
    Path body = folder.resolve(message.id() + ".eml");
    try {
      write(body, in);
    } catch (StoreException e) {
      disk.delete(body);
      throw e;
    }
    writeEnvelope(disk, folder, message);
    messages++;
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

  /** Makes all of it durable. */
  void force() throws IOException {
    disk.forceDirectory(folder);
  }

  /** What is in it, as a line. */
  @Override
  public String toString() {
    return "messages exported to %s: %d".formatted(folder, messages);
  }
}
