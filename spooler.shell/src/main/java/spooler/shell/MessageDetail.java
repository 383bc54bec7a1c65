package spooler.shell;

import java.time.ZonedDateTime;
import spooler.api.QueueEntry;

/**
 * Everything that can be said of one message that waits.
 *
 * @param now when it was read, in the zone its times are shown in
 */
public record MessageDetail(ZonedDateTime now, QueueEntry entry) implements ShownMessage {}
