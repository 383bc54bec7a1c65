package spooler.shell;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import spooler.api.HistoryEntry;
import spooler.api.command.Answer;
import spooler.api.command.Screen;

/**
 * Messages that have left the queue, the last one first.
 *
 * @param now when it was read, in the zone its times are shown in
 */
public record HistoryListing(ZonedDateTime now, List<HistoryEntry> entries) implements Answer {
  /** Messages of a listing when nobody says how many. */
  public static final int USUAL = 20;

  /** Most messages of one listing. */
  public static final int MOST = 1000;

  /** Copies the list. */
  public HistoryListing {
    entries = List.copyOf(entries);
  }

  @Override
  public String text(Screen screen) {
    return HistoryText.of(this, screen);
  }

  @Override
  public Object data() {
    return Map.of("messages", entries.stream().map(MessageData::of).toList());
  }
}
