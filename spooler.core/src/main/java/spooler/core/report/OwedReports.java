package spooler.core.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.MessageId;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FlushMark;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoredMessage;
import spooler.core.route.Owed;
import spooler.core.route.Router;

/**
 * The reports that are owed: one for all recipients of a message that came to such an end together.
 * Used by one thread.
 */
final class OwedReports {
  private static final int AT_ONCE = 64;

  private final SpoolStore store;
  private final Router router;
  private final Duration lease;

  private record Subject(MessageId id, boolean delivery) {}

  OwedReports(SpoolStore store, Router router, Duration lease) {
    this.store = store;
    this.router = router;
    this.lease = lease;
  }

  /** Claims some that are due; empty when none is. */
  List<OwedReport> claim() {
    List<Channel> channels = channels();
    List<Claim> claims = new ArrayList<>(claim(channels, null));
    if (claims.size() == AT_ONCE) { // they come in the order of ids, the last may be cut off
      claims.addAll(claim(channels, claims.get(AT_ONCE - 1).id()));
    }
    Map<Subject, List<Claim>> together = new LinkedHashMap<>();
    for (Claim claim : claims) {
      Subject subject = new Subject(claim.id(), OwedReport.end(claim).isDelivery());
      together.computeIfAbsent(subject, one -> new ArrayList<>()).add(claim);
    }
    return together.values().stream().map(this::report).flatMap(Optional::stream).toList();
  }

  private List<Claim> claim(List<Channel> channels, @Nullable MessageId only) {
    return store.claim(
        new ClaimRequest(channels, AT_ONCE, lease, "reports", FlushMark.NONE, false, only));
  }

  private Optional<OwedReport> report(List<Claim> claims) {
    Address sender = claims.get(0).envelope().sender();
    Optional<StoredMessage> original = store.find(claims.get(0).id());
    return sender == null || original.isEmpty()
        ? Optional.empty() // nobody to tell; only who has a sender gets here
        : Optional.of(new OwedReport(claims, original.get(), sender));
  }

  /** When the next one is due, of those that are owed now. */
  Optional<Instant> nextDue() {
    return store.nextDue(channels());
  }

  private List<Channel> channels() {
    return router.channels(place -> place instanceof Owed);
  }
}
