package spooler.transport.modem.line;

import java.io.IOException;
import java.time.Duration;

/** What lines are opened on. Its text form names it for people. Immutable; any thread. */
public interface Device {
  /**
   * Opens it for this program alone.
   *
   * @param limit how long that may take
   * @throws IOException in plain words: who has it, or why there is none
   */
  Port open(Duration limit) throws IOException;

  /**
   * Looks whether it is there and may be used, without opening it: it may be in use.
   *
   * @return what was found, in one line
   * @throws IOException that says what is wrong and what to do
   */
  String look() throws IOException;
}
