package spooler.transport.smtp;

/**
 * How much this side asks of the relays; 0 for no limit of ours.
 *
 * @param messagesPerMinute over all connections
 * @param burst messages that may go at once after a rest
 * @param largestMessage octets; what is larger is refused
 * @param messagesPerConnection then it is closed, and another one opened
 * @param recipientsPerMessage at a time; the rest follow in another transaction
 */
record Limits(
    int messagesPerMinute,
    int burst,
    long largestMessage,
    int messagesPerConnection,
    int recipientsPerMessage) {
  /**
   * Checks them.
   *
   * @throws IllegalArgumentException in plain words
   */
  Limits {
    require(messagesPerMinute >= 0, "messagesPerMinute", messagesPerMinute, "0 or more, e.g. 30");
    require(burst >= 1, "burst", burst, "1 or more, e.g. 10");
    require(largestMessage >= 0, "maxMessageKiB", largestMessage, "0 or more, e.g. 25600");
    require(
        messagesPerConnection >= 0,
        "messagesPerConnection",
        messagesPerConnection,
        "0 or more, e.g. 100");
    require(
        recipientsPerMessage >= 0,
        "recipientsPerMessage",
        recipientsPerMessage,
        "0 or more, e.g. 100");
  }

  private static void require(boolean holds, String key, long value, String instead) {
    if (!holds) {
      throw new IllegalArgumentException("%s = \"%d\": use %s".formatted(key, value, instead));
    }
  }

  /** Our limit where the relay has none, and the lower one where it has. */
  int messagesPerConnection(Capabilities relay) {
    return lower(messagesPerConnection, relay.limit("MAILMAX"));
  }

  /** The same for recipients. */
  int recipientsPerMessage(Capabilities relay) {
    return lower(recipientsPerMessage, relay.limit("RCPTMAX"));
  }

  private static int lower(int ours, int theirs) {
    return Math.min(ours == 0 ? Integer.MAX_VALUE : ours, theirs == 0 ? Integer.MAX_VALUE : theirs);
  }
}
