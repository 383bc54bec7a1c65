package spooler.shell;

import java.time.ZonedDateTime;
import java.util.List;
import spooler.api.HistoryEntry;

/**
 * Messages that have left the queue, the last one first.
 *
 * @param now when it was read, in the zone its times are shown in
 */
public record HistoryListing(ZonedDateTime now, List<HistoryEntry> entries) {
  /** Messages of a listing when nobody says how many. */
  public static final int USUAL = 20;

  /** Most messages of one listing. */
  public static final int MOST = 1000;

  /** Copies the list. */
  public HistoryListing {
    entries = List.copyOf(entries);
  }
}
