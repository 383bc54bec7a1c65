package spooler.store.file;

import java.util.List;
import spooler.api.store.StoreException;

/** One call of the store that has something to write. Told on the thread that writes the log. */
interface Call {
  /** What is to be written, all of it or nothing. */
  List<LogRecord> records();

  /**
   * It is durable.
   *
   * @param home the segment it is in
   * @param payloads where in it each record's payload begins
   */
  void forced(Segment home, List<Long> payloads);

  /** It is not durable, or nobody knows. */
  void failed(StoreException why);
}
