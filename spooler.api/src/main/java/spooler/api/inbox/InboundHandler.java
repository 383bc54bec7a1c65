package spooler.api.inbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;
import spooler.api.Address;
import spooler.api.Envelope;

/**
 * Takes fetched mail. Registered as a service; the best-ranked one gets all of it. Without one
 * nothing is fetched, and the mail stays on the far side.
 *
 * <p><b>Threads:</b> several deliveries may be open at once, each used by one thread.
 */
@ConsumerType
public interface InboundHandler {
  /**
   * Whether that address is a mailbox of this inbox: reports to such senders are delivered here,
   * all others are sent like any message.
   */
  default boolean isLocal(Address address) {
    return false;
  }

  /** Begins one delivery. */
  Delivery open() throws IOException;

  /** One message on its way in. */
  @ConsumerType
  interface Delivery extends Closeable {
    /** Takes the bytes of the body, as they arrive. */
    OutputStream body() throws IOException;

    /**
     * Names it, before the commit. An inbox that does not care delivers a message twice whose
     * delivery was in doubt.
     *
     * @param key has only ever one message under it
     * @param inDoubt whether a delivery with this key may have been committed before: where it was,
     *     the commit keeps no other copy
     */
    default void identify(String key, boolean inDoubt) {}

    /**
     * Keeps the message. When this returns it is forced to stable storage: only then is the far
     * side told that it may forget its copy.
     */
    void commit(Envelope envelope) throws IOException;

    /** Ends the delivery; without a commit nothing is left of it. */
    @Override
    void close() throws IOException;
  }
}
