package spooler.transport.modem.uucp.mail;

import java.io.IOException;

/** What the far side sent is not what was agreed; says what in plain words, on one line. */
public final class BadRequestException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With these words. */
  public BadRequestException(String message) {
    super(message);
  }
}
