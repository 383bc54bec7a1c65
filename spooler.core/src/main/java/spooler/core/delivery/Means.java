package spooler.core.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.SpoolStore;
import spooler.core.route.Router;

/**
 * What it takes to move messages.
 *
 * @param lease how long a claim is asked for
 * @param settled is told of each message that left the queue; must not hold up the caller
 */
public record Means(
    SpoolStore store,
    Router router,
    Clock clock,
    RetryPolicy retry,
    Duration lease,
    BiConsumer<MessageId, List<RecipientState>> settled) {}
