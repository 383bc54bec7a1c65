package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file open for writing. Used by one thread. */
interface DiskFile extends Closeable {
  /** Writes all that remains in the buffer. */
  void write(ByteBuffer bytes, long offset) throws IOException;

  /** Cuts the file off. */
  void truncate(long size) throws IOException;

  /**
   * Makes what was written durable. After a failure nobody knows what is: the file must not be
   * forced again and then trusted.
   */
  void force() throws IOException;
}
