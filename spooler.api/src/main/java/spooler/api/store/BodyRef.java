package spooler.api.store;

import org.osgi.annotation.versioning.ConsumerType;

/** A sealed body, good for one append in the store that made it. */
@ConsumerType
public interface BodyRef {
  /** Its length in bytes. */
  long size();
}
