package spooler.store.file;

/**
 * How much a store may hold before it takes no further message; 0 in any place is no limit.
 *
 * @param maxBytes of all files in its folder
 * @param maxMessages in the queue
 * @param leastFreeBytes that stay free on its disk
 */
record Limits(long maxBytes, long maxMessages, long leastFreeBytes) {
  static final Limits NONE = new Limits(0, 0, 0);

  /** What remains of an emptied queue fits in this: the last segment, a group, a page file. */
  private static final int LEAST_MIB = 128;

  /** With fewer there would be nothing to give free while messages come and go. */
  private static final int LEAST_SEGMENTS = 4;

  /**
   * Limits as they are configured.
   *
   * @throws IllegalArgumentException when they are not good for segments of this size
   */
  static Limits of(int maxMiB, long maxMessages, int leastFreeMiB, int segmentMiB) {
    expectNotNegative("maxMiB", maxMiB);
    expectNotNegative("maxMessages", maxMessages);
    expectNotNegative("leastFreeMiB", leastFreeMiB);
    int least = Math.max(LEAST_MIB, LEAST_SEGMENTS * segmentMiB);
    if (maxMiB > 0 && maxMiB < least) {
      throw new IllegalArgumentException(
          "maxMiB: %d is too little for segments of %d MiB, use %d or more, or 0 for no limit"
              .formatted(maxMiB, segmentMiB, least));
    }
    return new Limits((long) maxMiB << 20, maxMessages, (long) leastFreeMiB << 20);
  }

  private static void expectNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "%s: %d is negative, use 0 for no limit".formatted(name, value));
    }
  }

  /** Bytes above {@link #maxBytes} that are kept for the bodies of reports. */
  long reserveBytes() {
    return maxBytes / 8;
  }

  /** Whether so many bytes are near enough to the limit that every free one is looked for. */
  boolean isNear(long bytes) {
    return maxBytes > 0 && bytes > maxBytes - maxBytes / 4;
  }
}
