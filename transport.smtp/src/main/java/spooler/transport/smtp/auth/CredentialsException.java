package spooler.transport.smtp.auth;

import java.io.IOException;

/**
 * Whoever is asked does not accept what we sign in with. To try again with the same does harm:
 * accounts are locked for less. Somebody has to do something; the message says what.
 */
public final class CredentialsException extends IOException {
  private static final long serialVersionUID = 1;

  /** In plain words. */
  public CredentialsException(String message) {
    super(message);
  }
}
