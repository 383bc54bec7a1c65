package spooler.store.kit;

import java.time.Instant;
import spooler.api.store.ClaimRequest;
import spooler.api.store.FlushMark;

/**
 * What a claim looks for.
 *
 * @param dueBy not due later than this
 * @param markBelow last claimed under an older flush than this
 */
record Wanted(Instant dueBy, long markBelow) {
  static Wanted of(ClaimRequest request, Instant now) {
    return new Wanted(
        request.force() ? Instant.MAX : now,
        request.mark().equals(FlushMark.NONE) ? Long.MAX_VALUE : request.mark().value());
  }

  boolean matches(Instant due, long mark) {
    return mark < markBelow && !due.isAfter(dueBy);
  }
}
