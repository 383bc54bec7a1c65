package spooler.api.store;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the bytes of one body. Used by one thread.
 *
 * <p>A sealed body belongs to nobody until a message that names it is appended; the store may throw
 * it away when it is opened again.
 */
@ConsumerType
public interface BodyWriter extends AutoCloseable {
  /**
   * Takes more bytes.
   *
   * @throws StoreException when they cannot be written
   */
  void write(byte[] bytes, int offset, int length);

  /** Bytes taken so far. */
  long size();

  /**
   * Ends the body.
   *
   * @throws StoreException when it cannot be kept
   */
  BodyRef seal();

  /** Throws the body away if it was not sealed. */
  @Override
  void close();
}
