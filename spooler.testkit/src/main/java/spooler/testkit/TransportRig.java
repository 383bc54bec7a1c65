package spooler.testkit;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import spooler.api.Recipient;
import spooler.api.transport.TransportProvider;

/**
 * A fresh transport and its far side, which works unless the test says otherwise. No real line, no
 * real network.
 */
public interface TransportRig extends AutoCloseable {
  /** The transport. */
  TransportProvider provider();

  /** Its service properties, as it is registered with. */
  Map<String, Object> properties();

  /** A recipient that the far side takes. */
  Recipient taken();

  /** One that it refuses for good; empty where there is no such thing. */
  default Optional<Recipient> refused() {
    return Optional.empty();
  }

  /** How many messages the far side has, whole. */
  int arrived();

  /** From now on the far side cannot be reached. Called while no connection is open. */
  void takeLineDown();

  /** It can again. */
  void bringLineUp();

  /** Whether mail can be fetched through it. */
  default boolean receives() {
    return false;
  }

  /** Puts messages with these bodies on the far side, behind those that wait there. */
  default void hold(String... bodies) {
    throw new UnsupportedOperationException("a transport that receives says how mail gets there");
  }

  /** Stops the far side; whatever went wrong there is thrown. */
  @Override
  void close() throws IOException;
}
