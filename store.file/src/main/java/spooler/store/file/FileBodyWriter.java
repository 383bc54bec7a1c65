package spooler.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import spooler.api.store.BodyRef;
import spooler.api.store.BodyWriter;
import spooler.api.store.StoreException;

/**
 * Takes one body: up to {@link #INLINE} bytes stay in memory and go into the log with their
 * message; a longer body goes to a file of its own, through the same buffer. Used by one thread.
 *
 * <p><b>Durability:</b> {@link #seal} of a long body forces the file, renames it to its final name
 * and forces the folder, in this order, before any record can name it.
 */
final class FileBodyWriter implements BodyWriter {
  /** Longest body kept in the log. */
  static final int INLINE = 128 << 10;

  private static final byte[] NOTHING = {};
  private static final int GROWTH = 4;

  private final BodyFolder folder;
  private final Quota quota;
  private final CRC32C crc = new CRC32C();
  private byte[] buffer;
  private int buffered;
  private long written;
  private long number;
  private @Nullable DiskFile file;

  FileBodyWriter(BodyFolder folder, Quota quota, long sizeHint) {
    this.quota = quota;
    this.folder = folder;
    this.buffer = new byte[(int) Math.max(1024, Math.min(sizeHint, INLINE))];
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    crc.update(bytes, offset, length);
    int done = 0;
    while (done < length) {
      makeRoom(length - done);
      int part = Math.min(length - done, buffer.length - buffered);
      System.arraycopy(bytes, offset + done, buffer, buffered, part);
      buffered += part;
      done += part;
    }
  }

  private void makeRoom(int wanted) {
    long needed = (long) buffered + wanted;
    if (needed > buffer.length && buffer.length < INLINE) {
      long grown = Math.max(needed, (long) GROWTH * buffer.length);
      buffer = Arrays.copyOf(buffer, (int) Math.min(grown, INLINE));
    }
    if (buffered == buffer.length) {
      spill();
    }
  }

  private void spill() {
    quota.grow(buffered);
    try {
      DiskFile target = file;
      if (target == null) {
        number = folder.newNumber();
        target = folder.create(number);
        file = target;
      }
      target.write(ByteBuffer.wrap(buffer, 0, buffered), written);
      folder.grew(buffered);
      written += buffered;
      buffered = 0;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public long size() {
    return written + buffered;
  }

  @Override
  public BodyRef seal() {
    long size = size();
    int sum = (int) crc.getValue();
    if (file == null) {
      ByteBuffer whole = ByteBuffer.wrap(buffer, 0, buffered);
      buffer = NOTHING; // the bytes are the sealed body's now
      return new SealedBody(folder, whole, 0, size, sum);
    }
    spill();
    keep(file);
    return new SealedBody(folder, LogRecord.NO_BODY, number, size, sum);
  }

  private void keep(DiskFile complete) {
    try {
      complete.force();
      complete.close();
      folder.keep(number);
      file = null;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private StoreException failed(IOException e) {
    return new StoreException(
        "cannot write a body of %d bytes to %s: %s; check the disk and its free space"
            .formatted(size(), folder, e),
        e);
  }

  @Override
  public void close() {
    if (file != null) {
      folder.discard(number, file, written);
      file = null;
    }
  }
}
