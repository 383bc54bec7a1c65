package spooler.transport.modem;

import java.time.Duration;
import spooler.transport.kit.secret.Secret;

/**
 * When calls are made.
 *
 * @param toFetch whether a call is made only to fetch; else it is fetched when there is something
 *     to send
 * @param every how long after the last call one is made by itself; zero for never
 * @param retryAfter how long the line is left alone after a failure
 * @param answerPort TCP port on which calls are taken; 0 for none
 * @param answerAddress where that port is
 * @param answerLogin the name that callers log in with; empty for no login
 * @param answersRings whether calls that ring at the modem are taken
 */
record CallSettings(
    boolean toFetch,
    Duration every,
    Duration retryAfter,
    int answerPort,
    String answerAddress,
    String answerLogin,
    Secret answerPassword,
    boolean answersRings) {
  /**
   * Checks that they go together.
   *
   * @throws IllegalArgumentException in plain words
   */
  CallSettings {
    if (answerPort < 0 || answerPort > 65_535) {
      throw new IllegalArgumentException(
          "answerPort = \"%d\": use 1 to 65535, e.g. 540, or 0 for none".formatted(answerPort));
    }
    if (answerPort > 0 && answerLogin.isEmpty()) {
      throw new IllegalArgumentException(
          "answerLogin is missing: who calls at answerPort has to log in; write answerLogin = a"
              + " name and answerPasswordFile = a file with the password");
    }
    if (!answerLogin.isEmpty() && !answerPassword.isGiven()) {
      throw new IllegalArgumentException(
          "answerPasswordFile is missing: give the password of " + answerLogin);
    }
  }

  /** Whether calls come in at a port. */
  boolean answersAtPort() {
    return answerPort > 0;
  }

  /** Whether callers have to log in. */
  boolean asksForLogin() {
    return !answerLogin.isEmpty();
  }
}
