package spooler.store.file;

import java.util.List;
import spooler.api.store.StoreException;
import spooler.store.kit.QueueIndex;
import spooler.store.kit.Shelved;

/**
 * Messages on their way from the oldest segment to the end of the log. First in its group, so that
 * what happens to them meanwhile comes behind it.
 */
final class MoveCall implements Call {
  private final SegmentLog log;
  private final QueueIndex<Body> index;
  private final Cleaner cleaner;
  private final List<Shelved<Body>> messages;
  private final List<LogRecord> records;

  /**
   * @param records one for each message
   */
  MoveCall(
      SegmentLog log,
      QueueIndex<Body> index,
      Cleaner cleaner,
      List<Shelved<Body>> messages,
      List<LogRecord> records) {
    this.log = log;
    this.index = index;
    this.cleaner = cleaner;
    this.messages = List.copyOf(messages);
    this.records = List.copyOf(records);
  }

  @Override
  public List<LogRecord> records() {
    return records;
  }

  @Override
  public void forced(Segment home, List<Long> payloads) {
    for (int i = 0; i < messages.size(); i++) {
      Body before = messages.get(i).body();
      Body after = before.movedTo(home, payloads.get(i), records.get(i));
      log.leave(before);
      home.enter(after);
      index.upkeep().moved(messages.get(i).message().id(), after);
    }
  }

  @Override
  public void failed(StoreException why) {
    cleaner.stop();
  }
}
