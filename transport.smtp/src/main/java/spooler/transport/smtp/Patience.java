package spooler.transport.smtp;

import java.time.Duration;

/**
 * How long what may take.
 *
 * @param connect limit on connecting, for each address of a relay, and on the handshake
 * @param reply limit on one reply; the reply to a whole message has twice as long
 * @param retryAfter how long to leave the relays alone after a failure or a "not now"
 * @param failback how long to keep to another relay than the first
 * @param idle how long a connection that nobody needs is kept; zero for not at all
 */
record Patience(
    Duration connect, Duration reply, Duration retryAfter, Duration failback, Duration idle) {
  /**
   * Checks them.
   *
   * @throws IllegalArgumentException in plain words
   */
  Patience {
    requirePositive(connect, "connectTimeoutMillis", "30000");
    requirePositive(reply, "replyTimeoutMillis", "300000");
    requirePositive(retryAfter, "retryAfterSeconds", "60");
    requirePositive(failback, "failbackSeconds", "300");
    if (idle.isNegative() || isMoreThanADay(idle)) {
      throw new IllegalArgumentException(
          "idleSeconds = \"%d\": use 0 to 86400, e.g. 10".formatted(idle.toSeconds()));
    }
  }

  private static void requirePositive(Duration value, String key, String example) {
    if (value.isZero() || value.isNegative() || isMoreThanADay(value)) {
      throw new IllegalArgumentException(
          "%s = \"%s\": use more than 0 and a day at most, e.g. %s".formatted(key, value, example));
    }
  }

  private static boolean isMoreThanADay(Duration value) {
    return value.compareTo(Duration.ofDays(1)) > 0;
  }
}
