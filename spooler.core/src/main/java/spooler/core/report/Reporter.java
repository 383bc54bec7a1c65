package spooler.core.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.inbox.InboundHandler;
import spooler.api.store.BodyWriter;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.Settlement;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoreException;
import spooler.core.route.ChannelKey;
import spooler.core.route.Router;

/**
 * Tells senders what became of their messages (R75, R76). A sender with a mailbox here gets it
 * there, any other one by a message of its own.
 *
 * <p><b>Threads:</b> {@link #look} is called by one thread. <br>
 * <b>Durability:</b> a report that is sent is appended in the place of what it reports, in one
 * step: there is never none, and never a second one. One that goes to a mailbox is forced there
 * first; a crash right then repeats it, under the same Message-ID. <br>
 * <b>Failure:</b> a mailbox that does not take it is tried again later; a store that fails is
 * thrown, and what was claimed waits again.
 */
public final class Reporter {
  private static final Logger LOG = System.getLogger("spooler.core");
  private static final Duration FAR = Duration.ofDays(1);

  private final Surroundings around;
  private final OwedReports owed;
  private final ReportWriter writer;
  private final HourlyLimit limit;

  /**
   * What it works with.
   *
   * @param inbox where mail for mailboxes of this machine goes; may answer null, for nowhere
   * @param lease how long a claim is asked for
   * @param retry how long a mailbox that did not take a report is left alone
   * @param expireAfter how long a report is tried to be sent
   * @param settled is told of each message that left the queue; must not hold up the caller
   */
  public record Surroundings(
      SpoolStore store,
      Router router,
      Clock clock,
      Supplier<@Nullable InboundHandler> inbox,
      Duration lease,
      Duration retry,
      Duration expireAfter,
      BiConsumer<MessageId, List<RecipientState>> settled) {}

  /**
   * A reporter.
   *
   * @param hourly how many reports one sender is sent in an hour at most
   */
  public Reporter(Surroundings around, ReportWriter writer, int hourly) {
    this.around = around;
    this.owed = new OwedReports(around.store(), around.router(), around.lease());
    this.writer = writer;
    this.limit = new HourlyLimit(hourly);
  }

  /**
   * Makes the reports that are due.
   *
   * @return when to look again, if nothing arrives before
   */
  public Instant look() {
    List<OwedReport> some = owed.claim();
    while (!some.isEmpty()) {
      some.forEach(this::tell);
      some = owed.claim();
    }
    return owed.nextDue().orElseGet(() -> now().plus(FAR));
  }

  private void tell(OwedReport one) {
    Optional<Instant> next = limit.take(one.sender(), now());
    if (next.isPresent()) {
      settle(one.later(next.get()));
      return;
    }
    try {
      byte[] report = writer.write(one.report(now()), body(one.original().id()));
      InboundHandler inbox = around.inbox().get();
      if (inbox != null && inbox.isLocal(one.sender())) {
        deliver(inbox, one.sender(), report);
        settle(one.told());
      } else {
        send(one, report);
      }
    } catch (StoreException storeDown) {
      throw storeDown;
    } catch (IOException | RuntimeException notTaken) { // by the inbox, which is not ours
      LOG.log(
          Level.WARNING,
          "the report on {0} to {1} waits: {2}",
          one.original().id(),
          one.sender(),
          notTaken);
      settle(one.later(now().plus(around.retry())));
    }
  }

  /** A body that cannot be read is reported without. */
  private BodySource body(MessageId id) {
    return () -> {
      try {
        return around.store().openBody(id);
      } catch (StoreException unreadable) {
        return InputStream.nullInputStream();
      }
    };
  }

  private void deliver(InboundHandler inbox, Address sender, byte[] report) throws IOException {
    try (InboundHandler.Delivery delivery = inbox.open()) {
      new ByteArrayInputStream(report).transferTo(delivery.body());
      delivery.commit(envelope(sender));
    }
  }

  private NewMessage message(Address sender, byte[] report) {
    try (BodyWriter body = around.store().newBody(report.length)) {
      body.write(report, 0, report.length);
      Envelope envelope = envelope(sender);
      return new NewMessage(
          envelope, List.of(ChannelKey.of(envelope.recipients().get(0)).channel()), body.seal());
    }
  }

  /** From nobody: a report is never reported on. */
  private Envelope envelope(Address sender) {
    return Envelope.from(null)
        .to(Recipient.to(sender))
        .expires(now().plus(around.expireAfter()))
        .nonDeliveryReport(false)
        .build();
  }

  private void settle(List<Outcome> outcomes) {
    settled(around.store().settle(outcomes).toCompletableFuture().join());
  }

  private void send(OwedReport one, byte[] report) {
    around
        .store()
        .settleAndAppend(one.told(), message(one.sender(), report))
        .toCompletableFuture()
        .join()
        .ifPresent(done -> settled(done.settlements()));
  }

  private void settled(List<Settlement> settlements) {
    for (Settlement settlement : settlements) {
      if (!settlement.finished().isEmpty()) {
        around.settled().accept(settlement.id(), settlement.finished());
      }
    }
  }

  private Instant now() {
    return around.clock().instant();
  }
}
