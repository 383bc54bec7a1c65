package spooler.shell;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import spooler.api.QueueEntry;
import spooler.api.command.Answer;
import spooler.api.command.Screen;

/**
 * What a change of many messages would do.
 *
 * @param verb the command
 * @param now when it was looked at
 * @param first some of them, the oldest first
 * @param count how many there are
 * @param size of all bodies, bytes
 */
record Preview(String verb, Instant now, List<QueueEntry> first, long count, long size)
    implements Answer {
  /** Messages that are shown. */
  static final int SHOWN = 10;

  Preview {
    first = List.copyOf(first);
  }

  /** Whether that is wanted. */
  String question() {
    return "%s%s %s (%s)?"
        .formatted(
            verb.substring(0, 1).toUpperCase(Locale.ROOT),
            verb.substring(1),
            Amounts.count(count, "message"),
            Amounts.size(size));
  }

  @Override
  public String text(Screen screen) {
    return "%s\n%s of %s would be changed by \"%s\""
        .formatted(
            QueueText.of(new QueueListing(now, first, count, count), screen),
            Amounts.size(size),
            Amounts.count(count, "message"),
            verb);
  }

  @Override
  public Object data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("would", verb);
    data.put("messages", count);
    data.put("bytes", size);
    data.put("first", first.stream().map(MessageData::of).toList());
    return data;
  }
}
