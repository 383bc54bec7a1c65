package spooler.submit.smtp;

import java.io.IOException;

/** The time of a connection is over; its last words are the message. */
final class LimitReachedException extends IOException {
  private static final long serialVersionUID = 1;

  LimitReachedException(String why) {
    super(why);
  }
}
