package spooler.api.store;

import java.time.Instant;

/**
 * A lease on a named resource.
 *
 * @param resource its name
 * @param owner whose it is, for people
 * @param until when it ends by itself
 * @param epoch rises with every lease of this resource: whoever guards it can turn a late owner
 *     away
 * @param granted whether it is the caller's; else it is the one that stands in the way
 */
public record ResourceClaim(
    String resource, String owner, Instant until, long epoch, boolean granted) {}
