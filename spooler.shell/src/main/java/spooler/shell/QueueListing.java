package spooler.shell;

import java.time.Instant;
import java.util.List;
import spooler.api.QueueEntry;
import spooler.api.QueueView;
import spooler.api.mapi.MapiException;

/**
 * The oldest messages that wait, and why each is still here.
 *
 * @param now when it was read
 * @param entries the oldest first
 * @param waiting how many there are in all
 */
public record QueueListing(Instant now, List<QueueEntry> entries, long waiting) {
  /** Most messages of one listing. */
  public static final int MOST = 100;

  /** Copies the list. */
  public QueueListing {
    entries = List.copyOf(entries);
  }

  static QueueListing of(QueueView queue, Instant now) throws MapiException {
    return new QueueListing(now, queue.list(null, MOST), queue.size());
  }
}
