package spooler.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Session;
import spooler.api.command.Call;
import spooler.api.mapi.MapiException;

/**
 * The messages a command is for: those whose ids were typed, or those of the queue that fit a
 * filter.
 */
final class Selection {
  private static final int PAGE = 500;

  private final Set<MessageId> ids = new LinkedHashSet<>();
  private final List<String> parts = new ArrayList<>();
  private final Filter filter;

  /** Reads what was typed; nothing is done when a word is neither id nor filter. */
  Selection(Call call) {
    for (String word : call.words()) {
      if (Filter.isPart(word)) {
        parts.add(word);
      } else {
        ids.add(id(call, word));
      }
    }
    if (!parts.isEmpty() && !ids.isEmpty()) {
      throw call.wrong("give ids or a filter, not both");
    }
    this.filter = filter(call, parts);
  }

  /** Reads one id. */
  static MessageId id(Call call, String word) {
    try {
      return MessageId.parse(word);
    } catch (IllegalArgumentException none) {
      throw call.wrong(OneLine.of(none));
    }
  }

  /** Reads the parts of a filter. */
  static Filter filter(Call call, List<String> parts) {
    try {
      return Filter.of(parts);
    } catch (IllegalArgumentException none) {
      throw call.wrong(OneLine.of(none));
    }
  }

  /** Whether ids were typed, and no filter. */
  boolean isNamed() {
    return parts.isEmpty();
  }

  /** The ids that were typed, each once, in order. */
  Set<MessageId> ids() {
    return ids;
  }

  /** What fits the filter, the oldest first. */
  void each(Session session, Instant now, Consumer<QueueEntry> what) throws MapiException {
    each(session, entry -> filter.matches(entry, now), what);
  }

  /** What of the queue is wanted, the oldest first. */
  static void each(Session session, Predicate<QueueEntry> wanted, Consumer<QueueEntry> what)
      throws MapiException {
    @Nullable MessageId after = null;
    List<QueueEntry> page;
    do {
      page = session.queue().list(after, PAGE);
      page.stream().filter(wanted).forEach(what);
      after = page.isEmpty() ? after : page.get(page.size() - 1).id();
    } while (page.size() == PAGE);
  }
}
