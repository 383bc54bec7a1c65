package spooler.store.file;

/**
 * What of a segment is still needed.
 *
 * @param messages of the queue that stand in it
 * @param bytes of their records
 */
record Live(int messages, long bytes) {
  static final Live NOTHING = new Live(0, 0);

  Live with(Body body) {
    return new Live(messages + 1, bytes + body.record());
  }

  Live without(Body body) {
    return new Live(messages - 1, bytes - body.record());
  }
}
