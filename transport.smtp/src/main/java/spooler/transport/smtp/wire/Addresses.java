package spooler.transport.smtp.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The addresses of a name in the order in which they are tried (RFC 5321, 5.1): as the system
 * prefers them, but of the kind it prefers each connection begins with the next one. So the
 * connections spread over a relay that has several, and one that is dead costs only some of them
 * time.
 *
 * <p>Safe for any thread.
 */
final class Addresses {
  private static final AtomicInteger TURN = new AtomicInteger();

  private Addresses() {}

  /**
   * Looks the name up, which has the limit of the system's resolver.
   *
   * @throws IOException in plain words, when it has none
   */
  static List<InetAddress> of(String host) throws IOException {
    try {
      return inTurn(List.of(InetAddress.getAllByName(host)), TURN.getAndIncrement());
    } catch (UnknownHostException unknown) {
      throw new IOException(
          "the name \"%s\" has no address; correct it, or try again when names are resolved"
              .formatted(host),
          unknown);
    }
  }

  /** Those of the first one's kind turned by so many, then the others as they are. */
  static List<InetAddress> inTurn(List<InetAddress> preferred, int turn) {
    List<InetAddress> alike = new ArrayList<>();
    List<InetAddress> others = new ArrayList<>();
    for (InetAddress address : preferred) {
      (address.getClass() == preferred.get(0).getClass() ? alike : others).add(address);
    }
    Collections.rotate(alike, -turn);
    alike.addAll(others);
    return alike;
  }
}
