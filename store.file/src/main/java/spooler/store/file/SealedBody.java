package spooler.store.file;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import spooler.api.store.BodyRef;

/** A body that was written and waits for its message. Safe for any thread. */
final class SealedBody implements BodyRef {
  private final BodyFolder store;
  private final ByteBuffer inline;
  private final long file;
  private final long size;
  private final int crc;
  private final AtomicBoolean used = new AtomicBoolean();

  /**
   * @param store the folder of the store it was written in
   * @param inline the bytes; empty when they are in a file
   * @param file number of the file; 0 when the bytes are here
   */
  SealedBody(BodyFolder store, ByteBuffer inline, long file, long size, int crc) {
    this.store = store;
    this.inline = inline;
    this.file = file;
    this.size = size;
    this.crc = crc;
  }

  /** The body, for the one append it is good for in its own store. */
  static SealedBody use(BodyRef body, BodyFolder store) {
    if (body instanceof SealedBody own
        && own.store == store
        && own.used.compareAndSet(false, true)) {
      return own;
    }
    throw new IllegalArgumentException(
        "a sealed body is good for one append in its own store: write it again with newBody");
  }

  ByteBuffer inline() {
    return inline;
  }

  long file() {
    return file;
  }

  @Override
  public long size() {
    return size;
  }

  int crc() {
    return crc;
  }
}
