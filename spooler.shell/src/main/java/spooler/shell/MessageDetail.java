package spooler.shell;

import java.time.ZonedDateTime;
import spooler.api.QueueEntry;
import spooler.api.command.Answer;
import spooler.api.command.Screen;

/**
 * Everything that can be said of one message that waits.
 *
 * @param now when it was read, in the zone its times are shown in
 */
public record MessageDetail(ZonedDateTime now, QueueEntry entry) implements Answer {
  @Override
  public String text(Screen screen) {
    return MessageText.of(this, screen);
  }

  @Override
  public Object data() {
    return MessageData.of(entry);
  }
}
