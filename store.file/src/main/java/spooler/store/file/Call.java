package spooler.store.file;

import java.util.List;
import spooler.api.store.StoreException;

/**
 * One call of the store that has something to write. On the thread that writes the log it becomes
 * durable, or fails; whoever waits for it is told on that thread or another.
 */
interface Call {
  /** What is to be written, all of it or nothing. */
  List<LogRecord> records();

  /** What that takes in the log, in bytes. */
  default long bytes() {
    long bytes = 0;
    for (LogRecord record : records()) {
      bytes += LogRecord.HEADER + record.length();
    }
    return bytes;
  }

  /** It is next in the log: called in the order of the log, one call at a time. */
  default void ordered() {}

  /**
   * It is durable: from now on everybody sees it.
   *
   * @param home the segment it is in
   * @param payloads where in it each record's payload begins
   */
  void forced(Segment home, List<Long> payloads);

  /** Whoever waits for it is told; after {@link #forced}. */
  default void tell() {}

  /** It is not durable, or nobody knows. */
  void failed(StoreException why);
}
