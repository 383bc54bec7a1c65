package spooler.core.session;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.SpoolStore;
import spooler.core.flush.FlushEngine;
import spooler.core.route.Router;
import spooler.core.status.Advisers;
import spooler.core.status.EntryIds;
import spooler.core.status.StatusRows;
import spooler.core.transports.KeptOrder;
import spooler.core.transports.Pauses;
import spooler.core.transports.Questions;
import spooler.core.transports.Registry;

/**
 * What sessions reach of the spooler.
 *
 * @param settled is told of each message that left the queue; must not hold up the caller
 * @param expireAfter how long a message is tried that says nothing of its own
 * @param logonPatience how long the status table waits for transports to be logged on
 */
public record SessionParts(
    SpoolStore store,
    Clock clock,
    Router router,
    Registry registry,
    Pauses pauses,
    KeptOrder order,
    FlushEngine engine,
    StatusRows rows,
    Advisers advisers,
    EntryIds ids,
    Questions questions,
    BiConsumer<MessageId, List<RecipientState>> settled,
    Duration expireAfter,
    Duration logonPatience) {}
