package spooler.transport.smtp.auth;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a protocol carries the messages of a SASL exchange (RFC 4422, 4). Used by one thread. */
public interface Carrier {
  /**
   * Begins an attempt.
   *
   * @param initial the client's first message, in base64; null when the server speaks first
   */
  Step begin(String mechanism, @Nullable String initial) throws IOException;

  /** Answers a challenge, in base64. */
  Step answer(String response) throws IOException;

  /**
   * Begins by a command, with the client's first message in it where both fit on a line, and after
   * it otherwise (RFC 4954, 4; RFC 5034, 4).
   *
   * @param line asks, and answers what the server says
   * @param longest octets of a command, without its end
   */
  static Step begin(Line line, String command, @Nullable String initial, int longest)
      throws IOException {
    if (initial == null) {
      return line.ask(command);
    }
    String inOne = command + " " + (initial.isEmpty() ? "=" : initial);
    if (inOne.length() <= longest) {
      return line.ask(inOne);
    }
    Step asked = line.ask(command);
    return asked.state() == State.CHALLENGE ? line.ask(initial) : asked;
  }

  /** A connection on which one line is answered by another. */
  @FunctionalInterface
  interface Line {
    /** Sends a line; answers what the server says to it. */
    Step ask(String line) throws IOException;
  }

  /**
   * What the server says.
   *
   * @param text the challenge in base64, or what it says of the end, for people
   */
  record Step(State state, String text) {}

  /** How far the exchange is. */
  enum State {
    /** The server asks for more. */
    CHALLENGE,
    /** Signed in. */
    DONE,
    /** Not now: later it may work with the same. */
    NOT_NOW,
    /** The server does not want us. */
    REFUSED
  }
}
