package spooler.api.store;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Leases on named resources that only one may use at a time, such as a line: one for all spoolers
 * that share the store. They do not survive the store's owner.
 *
 * <p><b>Threads:</b> any. <br>
 * <b>Failure:</b> a {@link StoreException}; nobody has got anything then.
 */
@ConsumerType
public interface ResourceLeases {
  /**
   * Asks for a resource; never waits for it.
   *
   * @param resource its name, e.g. {@code line:/dev/ttyUSB0}
   * @param owner who asks, for people and for other nodes
   * @param lease how long it is the caller's; after that another may have it
   * @return the caller's lease, or that of whoever has it
   */
  ResourceClaim claim(String resource, String owner, Duration lease);

  /** Gives a resource back; does nothing when the lease is over and another has it. */
  void release(ResourceClaim claim);
}
