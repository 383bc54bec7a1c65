package spooler.shell;

import java.time.ZonedDateTime;
import spooler.api.HistoryEntry;
import spooler.api.command.Answer;
import spooler.api.command.Screen;

/**
 * Everything that can be said of one message that has left the queue.
 *
 * @param now when it was read, in the zone its times are shown in
 */
public record HistoryDetail(ZonedDateTime now, HistoryEntry entry) implements Answer {
  @Override
  public String text(Screen screen) {
    return HistoryText.of(this, screen);
  }

  @Override
  public Object data() {
    return MessageData.of(entry);
  }
}
