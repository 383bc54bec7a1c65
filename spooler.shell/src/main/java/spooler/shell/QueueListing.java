package spooler.shell;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spooler.api.QueueEntry;
import spooler.api.command.Answer;
import spooler.api.command.Screen;

/**
 * The oldest messages that wait and fit, and why each is still here.
 *
 * @param now when it was read
 * @param entries the oldest first
 * @param fitting how many fit in all
 * @param waiting how many there are
 */
public record QueueListing(Instant now, List<QueueEntry> entries, long fitting, long waiting)
    implements Answer {
  /** Copies the list. */
  public QueueListing {
    entries = List.copyOf(entries);
  }

  @Override
  public String text(Screen screen) {
    return QueueText.of(this, screen);
  }

  @Override
  public Object data() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("waiting", waiting);
    data.put("fitting", fitting);
    data.put("messages", entries.stream().map(MessageData::of).toList());
    return data;
  }
}
