package spooler.store.kit;

import java.time.Instant;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FlushMark;

/**
 * What a claim looks for. An earlier due time or an older mark never makes a wanted entry an
 * unwanted one.
 */
@FunctionalInterface
interface Wanted {
  boolean matches(Instant due, long mark);

  static Wanted of(ClaimRequest request, Instant now) {
    Instant dueBy = request.force() ? Instant.MAX : now;
    long markBelow =
        request.mark().equals(FlushMark.NONE) ? Long.MAX_VALUE : request.mark().value();
    return (due, mark) -> mark < markBelow && !due.isAfter(dueBy);
  }
}
