package spooler.testkit;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import spooler.api.store.BodyRef;
import spooler.api.store.BodyWriter;

/** A sealed body in memory. */
final class MemoryBody implements BodyRef {
  private final byte[] bytes;
  private final AtomicBoolean appended = new AtomicBoolean();

  private MemoryBody(byte[] bytes) {
    this.bytes = bytes;
  }

  static BodyWriter writer(int capacity) {
    return new Writer(capacity);
  }

  /** The bytes, for the one append it is good for. */
  static byte[] use(BodyRef body) {
    if (body instanceof MemoryBody own && own.appended.compareAndSet(false, true)) {
      return own.bytes;
    }
    throw new IllegalArgumentException(
        "a sealed body is good for one append in its own store: write it again with newBody");
  }

  @Override
  public long size() {
    return bytes.length;
  }

  private static final class Writer implements BodyWriter {
    private final ByteArrayOutputStream bytes;

    Writer(int capacity) {
      bytes = new ByteArrayOutputStream(capacity);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      bytes.write(source, offset, length);
    }

    @Override
    public long size() {
      return bytes.size();
    }

    @Override
    public BodyRef seal() {
      return new MemoryBody(bytes.toByteArray());
    }

    @Override
    public void close() {
      // Nothing is kept outside this object.
    }
  }
}
