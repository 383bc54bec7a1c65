package spooler.transport.modem;

import java.time.Duration;
import spooler.transport.kit.secret.Secret;
import spooler.transport.modem.at.ChatScript;

/**
 * How this side logs in over there, and whether a user is asked.
 *
 * @param chat what is expected and sent
 * @param limit for each thing that is expected
 * @param confirm whether a user is asked before each call
 * @param unattended whether nobody may ever be asked
 */
record LoginSettings(
    ChatScript chat,
    String login,
    Secret password,
    Duration limit,
    boolean confirm,
    boolean unattended) {
  /**
   * Checks that they go together.
   *
   * @throws IllegalArgumentException in plain words
   */
  LoginSettings {
    if (chat.needsLogin() && login.isEmpty()) {
      throw new IllegalArgumentException(
          "login is missing: chat has \\L in it; write login = the name to log in with");
    }
    if (unattended && confirm) {
      throw new IllegalArgumentException(
          "unattended = true, confirmDialling = true: nobody is there to confirm; set one of them"
              + " to false");
    }
    if (unattended && chat.needsPassword() && !password.isGiven()) {
      throw new IllegalArgumentException(
          "unattended = true: nobody is there to type the password; give passwordFile or"
              + " .password");
    }
  }

  /** Whether the password has to be asked for. */
  boolean asksForPassword() {
    return chat.needsPassword() && !password.isGiven();
  }

  /** Whether a call needs a user; what is declared of FLUSH_NO_UI is the opposite. */
  boolean asks() {
    return confirm || asksForPassword();
  }
}
