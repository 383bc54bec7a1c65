package spooler.core;

import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.BodyWriter;
import spooler.api.store.Channel;
import spooler.api.store.ChannelCount;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FinishedMessage;
import spooler.api.store.FlushMark;
import spooler.api.store.NewMessage;
import spooler.api.store.Outcome;
import spooler.api.store.Replacement;
import spooler.api.store.ResourceLeases;
import spooler.api.store.Settlement;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoredMessage;
import spooler.core.status.ShownText;

/**
 * The store, with a line in the log (logger {@code spooler.message}) for each change of a message's
 * state: its id, who brought it about, what became of it, and why. A line is written when the store
 * has forced what it says. There is nothing of the message's text in it, nor any address.
 *
 * <p><b>Threads:</b> as the store; lines come from its completions. With the logger off it costs a
 * comparison.
 */
final class LoggedStore implements SpoolStore {
  private static final Logger LOG = System.getLogger("spooler.message");
  private static final String LANE = "spooler lane ";

  private final SpoolStore store;

  LoggedStore(SpoolStore store) {
    this.store = store;
  }

  @Override
  public CompletionStage<List<MessageId>> append(List<NewMessage> batch) {
    CompletionStage<List<MessageId>> ids = store.append(batch);
    return LOG.isLoggable(Level.INFO)
        ? ids.thenApply(
            accepted -> {
              for (int i = 0; i < accepted.size(); i++) {
                int recipients = batch.get(i).envelope().recipients().size();
                LOG.log(Level.INFO, "{0} accepted, recipients: {1}", accepted.get(i), recipients);
              }
              return accepted;
            })
        : ids;
  }

  @Override
  public CompletionStage<List<Settlement>> settle(List<Outcome> outcomes) {
    CompletionStage<List<Settlement>> forced = store.settle(outcomes);
    if (!LOG.isLoggable(Level.INFO)) {
      return forced;
    }
    String by = whoever();
    return forced.thenApply(
        settlements -> {
          tell(outcomes, settlements, by);
          return settlements;
        });
  }

  @Override
  public CompletionStage<Optional<Replacement>> settleAndAppend(
      List<Outcome> outcomes, NewMessage message) {
    return store
        .settleAndAppend(outcomes, message)
        .thenApply(
            replacement -> {
              replacement.ifPresent(
                  done -> {
                    LOG.log(Level.INFO, "{0} accepted: a report", done.appended());
                    tell(outcomes, done.settlements(), "the spooler");
                  });
              return replacement;
            });
  }

  /** The transport whose lane this is; the spooler, for what it does itself or a session asks. */
  private static String whoever() {
    String thread = Thread.currentThread().getName();
    int end = thread.lastIndexOf('/');
    return thread.startsWith(LANE) && end > LANE.length()
        ? "transport " + thread.substring(LANE.length(), end)
        : "the spooler";
  }

  private static void tell(List<Outcome> outcomes, List<Settlement> settlements, String by) {
    for (int i = 0; i < outcomes.size(); i++) {
      if (settlements.get(i).accepted()) {
        Claim claim = outcomes.get(i).claim();
        for (Disposition disposition : outcomes.get(i).dispositions()) {
          LOG.log(Level.INFO, "{0} {1}", claim.id(), words(disposition, by));
        }
      }
    }
  }

  private static String words(Disposition disposition, String by) {
    if (disposition instanceof Disposition.Settled settled) {
      return "%s, %s%s".formatted(word(settled), by, because(settled.reason()));
    }
    Disposition.Waits waits = (Disposition.Waits) disposition;
    return "waits in %s until %s, %s%s"
        .formatted(
            ShownText.of(waits.channel().key()), waits.notBefore(), by, because(waits.reason()));
  }

  private static String word(Disposition.Settled settled) {
    return settled.state().name().toLowerCase(Locale.ROOT);
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ": " + ShownText.of(reason);
  }

  @Override
  public BodyWriter newBody(long sizeHint) {
    return store.newBody(sizeHint);
  }

  @Override
  public InputStream openBody(MessageId id) {
    return store.openBody(id);
  }

  @Override
  public List<Claim> claim(ClaimRequest request) {
    return store.claim(request);
  }

  @Override
  public List<Claim> claimExpired(
      Collection<Channel> channels, int max, Duration lease, String owner) {
    return store.claimExpired(channels, max, lease, owner);
  }

  @Override
  public List<Boolean> renew(List<Claim> claims, Duration lease) {
    return store.renew(claims, lease);
  }

  @Override
  public void release(Collection<Claim> claims) {
    store.release(claims);
  }

  @Override
  public ResourceLeases resources() {
    return store.resources();
  }

  @Override
  public FlushMark newMark() {
    return store.newMark();
  }

  @Override
  public Optional<StoredMessage> find(MessageId id) {
    return store.find(id);
  }

  @Override
  public List<StoredMessage> list(@Nullable MessageId after, int max) {
    return store.list(after, max);
  }

  @Override
  public Optional<FinishedMessage> finished(MessageId id) {
    return store.finished(id);
  }

  @Override
  public List<FinishedMessage> history(long before, int max) {
    return store.history(before, max);
  }

  @Override
  public Map<Channel, ChannelCount> counts() {
    return store.counts();
  }

  @Override
  public long size() {
    return store.size();
  }

  @Override
  public Optional<Instant> nextDue(Collection<Channel> channels) {
    return store.nextDue(channels);
  }

  @Override
  public Optional<Instant> nextExpiry(Collection<Channel> channels) {
    return store.nextExpiry(channels);
  }

  @Override
  public Subscription onReady(Runnable hint) {
    return store.onReady(hint);
  }
}
