package spooler.store.kit;

import spooler.api.store.Claim;

/** An entry and the lease it is out on. */
record Held(Entry entry, Lease lease) {
  Claim claim() {
    return entry.claim(lease.epoch());
  }
}
