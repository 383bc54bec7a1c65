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
