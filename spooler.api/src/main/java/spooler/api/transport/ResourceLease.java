package spooler.api.transport;

import org.osgi.annotation.versioning.ProviderType;

/** The right to use one exclusive external resource. */
@ProviderType
public interface ResourceLease extends AutoCloseable {
  /** The resource's name. */
  String resource();

  /** Gives it back; a second call does nothing. */
  @Override
  void close();
}
