package spooler.store.file;

import java.time.Duration;

/**
 * How much history a store keeps.
 *
 * @param age after which it is forgotten; zero to keep none
 * @param bytes of all its files, at most
 * @param fileBytes a file of this length or more is followed by a new one
 */
record HistoryLimits(Duration age, long bytes, int fileBytes) {
  static final int USUAL_DAYS = 7;
  static final int USUAL_MIB = 64;
  static final HistoryLimits USUAL = of(USUAL_DAYS, USUAL_MIB);

  private static final int MOST_DAYS = 36_500;
  private static final int LARGEST_FILE = 8 << 20;

  /** With fewer, much would be forgotten at once. */
  private static final int LEAST_FILES = 8;

  /**
   * Limits as they are configured.
   *
   * @throws IllegalArgumentException when they cannot be used
   */
  static HistoryLimits of(int days, int mebibytes) {
    if (days < 0 || days > MOST_DAYS) {
      throw new IllegalArgumentException(
          "historyDays: %d is not between 0 and %d, use e.g. %d, or 0 for no history"
              .formatted(days, MOST_DAYS, USUAL_DAYS));
    }
    if (mebibytes < 1) {
      throw new IllegalArgumentException(
          "historyMiB: %d is less than 1, use e.g. %d; for no history set historyDays to 0"
              .formatted(mebibytes, USUAL_MIB));
    }
    long bytes = (long) mebibytes << 20;
    return new HistoryLimits(
        Duration.ofDays(days), bytes, (int) Math.min(LARGEST_FILE, bytes / LEAST_FILES));
  }

  boolean keepsNone() {
    return age.isZero();
  }
}
