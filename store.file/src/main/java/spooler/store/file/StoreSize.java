package spooler.store.file;

/**
 * How large the parts of a store are.
 *
 * @param segmentBytes a segment of this length or more is followed by a new one, and the index is
 *     written down again
 * @param room messages and recipients that may be in memory
 * @param limits of the whole, history excepted
 * @param history how much of it is kept
 */
record StoreSize(long segmentBytes, int room, Limits limits, HistoryLimits history) {
  /** About a kilobyte each. */
  private static final int USUAL_ROOM = 16_384;

  /** Without limits. */
  StoreSize(long segmentBytes, int room) {
    this(segmentBytes, room, Limits.NONE);
  }

  /** With the usual history. */
  StoreSize(long segmentBytes, int room, Limits limits) {
    this(segmentBytes, room, limits, HistoryLimits.USUAL);
  }

  static StoreSize of(long segmentBytes) {
    return new StoreSize(segmentBytes, USUAL_ROOM);
  }

  StoreSize within(Limits other) {
    return new StoreSize(segmentBytes, room, other, history);
  }

  StoreSize keeping(HistoryLimits other) {
    return new StoreSize(segmentBytes, room, limits, other);
  }
}
