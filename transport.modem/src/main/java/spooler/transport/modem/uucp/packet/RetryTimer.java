package spooler.transport.modem.uucp.packet;

import java.time.Duration;

/**
 * When to send again what is not acknowledged: the time that acknowledgments take on this line,
 * once a packet has left, plus four times how much it varies, doubled with every repetition (RFC
 * 6298). One thread.
 */
final class RetryTimer {
  private static final long SHORTEST = Duration.ofSeconds(2).toNanos();
  private static final long FIRST = Duration.ofSeconds(10).toNanos();
  private static final long LONGEST = Duration.ofSeconds(60).toNanos();
  private static final int MOST_DOUBLINGS = 5;

  private double mean = -1;
  private double deviation;
  private long quickest = Long.MAX_VALUE;
  private int repetitions;

  /**
   * An acknowledgment took so long, of something sent once only.
   *
   * @param sinceItLeft whether that is counted from when it had left the line; else from when it
   *     was written, and tells no more than that no answer is there sooner
   */
  void took(long nanos, boolean sinceItLeft) {
    if (!sinceItLeft) {
      quickest = Math.min(quickest, nanos);
    } else if (mean < 0) {
      mean = nanos;
      deviation = nanos / 2.0;
    } else {
      deviation += (Math.abs(nanos - mean) - deviation) / 4;
      mean += (nanos - mean) / 8;
    }
  }

  /** Something new was acknowledged. */
  void progress() {
    repetitions = 0;
  }

  /** It was time, and something was sent again. */
  void repeated() {
    repetitions++;
  }

  int repetitions() {
    return repetitions;
  }

  /** Sooner than that no answer is there, nanoseconds: half of what it takes, to be sure. */
  long soonest() {
    if (mean < 0) {
      return quickest == Long.MAX_VALUE ? 0 : quickest / 2;
    }
    return (long) (mean / 2);
  }

  /** How long to wait, nanoseconds. */
  long limit() {
    double base = mean < 0 ? (double) FIRST : Math.max((double) SHORTEST, mean + 4 * deviation);
    return (long) Math.min((double) LONGEST, base * (1 << Math.min(repetitions, MOST_DOUBLINGS)));
  }
}
