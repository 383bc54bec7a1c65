package spooler.core.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import spooler.api.Address;
import spooler.api.store.Claim;
import spooler.api.store.Disposition;
import spooler.api.store.Outcome;
import spooler.api.store.StoredMessage;
import spooler.core.route.Owed;
import spooler.core.route.Place;

/**
 * One report that is owed: claims on the recipients of one message that came to an end together.
 *
 * @param claims one or more, all in channels of {@link Owed}
 * @param original the message, as it is stored
 * @param sender who is told
 */
record OwedReport(List<Claim> claims, StoredMessage original, Address sender) {
  /** How the recipients of a claim ended; no other place is asked for. */
  static Owed end(Claim claim) {
    return (Owed) Place.of(claim.channel());
  }

  /** What to tell. */
  Report report(Instant now) {
    List<Report.Line> lines = new ArrayList<>();
    for (Claim claim : claims) {
      Owed end = end(claim);
      for (int place : claim.recipients()) {
        lines.add(
            new Report.Line(
                claim.envelope().recipients().get(place),
                end.state(),
                original.deliveries().get(place).reason(),
                end.reason(),
                end.diagnostic(),
                end.transport()));
      }
    }
    boolean delivered = end(claims.get(0)).isDelivery();
    return new Report(
        delivered ? Report.Kind.DELIVERY : Report.Kind.NON_DELIVERY,
        original.id(),
        original.envelope(),
        original.accepted(),
        now,
        lines);
  }

  /** The sender has been told. */
  List<Outcome> told() {
    return outcomes(
        claim ->
            place ->
                new Disposition.Settled(
                    end(claim).state(), original.deliveries().get(place).reason()));
  }

  /** The sender is told later. */
  List<Outcome> later(Instant when) {
    return outcomes(
        claim ->
            place ->
                new Disposition.Waits(
                    claim.channel(), when, false, original.deliveries().get(place).reason()));
  }

  private List<Outcome> outcomes(Function<Claim, Function<Integer, Disposition>> each) {
    return claims.stream()
        .map(
            claim ->
                new Outcome(claim, claim.recipients().stream().map(each.apply(claim)).toList()))
        .toList();
  }
}
