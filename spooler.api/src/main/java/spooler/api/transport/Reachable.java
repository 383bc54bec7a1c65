package spooler.api.transport;

import java.io.IOException;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link TransportProvider} may implement besides, so that people can be told whether its
 * far side could be reached.
 *
 * <p><b>Threads:</b> any, also while lanes are at work. <br>
 * <b>Resources:</b> it never takes an exclusive one: who needs a line that only one can hold looks
 * whether the line is there, and leaves it alone.
 */
@ConsumerType
public interface Reachable {
  /**
   * Looks whether the far side answers; changes nothing there, and signs nobody in.
   *
   * @param limit how long it may take
   * @return what was found, in one line
   * @throws IOException when it cannot be reached; the message says what to do
   */
  String reach(Duration limit) throws IOException;
}
