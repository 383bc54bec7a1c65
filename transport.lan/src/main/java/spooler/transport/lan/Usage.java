package spooler.transport.lan;

/**
 * How much is in a mailbox.
 *
 * @param unread messages that no mail program has seen yet
 */
record Usage(long messages, long unread, long bytes) {
  /** The same and one more unread message. */
  Usage plus(long size) {
    return new Usage(messages + 1, unread + 1, bytes + size);
  }
}
