package spooler.store.kit;

import java.time.Instant;

/**
 * Who holds an entry, and for how long.
 *
 * @param epoch names the claim; every claim has a larger one than those before
 */
record Lease(String owner, long epoch, Instant end) {
  Lease until(Instant newEnd) {
    return new Lease(owner, epoch, newEnd);
  }
}
