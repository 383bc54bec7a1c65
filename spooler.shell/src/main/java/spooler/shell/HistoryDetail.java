package spooler.shell;

import java.time.ZonedDateTime;
import spooler.api.HistoryEntry;

/**
 * Everything that can be said of one message that has left the queue.
 *
 * @param now when it was read, in the zone its times are shown in
 */
public record HistoryDetail(ZonedDateTime now, HistoryEntry entry) implements ShownMessage {}
