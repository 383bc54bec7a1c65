package spooler.transport.modem.uucp.packet;

/**
 * Guesses when all that was written will have left, from what the line has carried since it is in
 * use without a pause. Unlike {@link LineClock} it knows soon, and repetitions only slow it down:
 * it decides nothing but when what is sent next is picked. One thread.
 */
final class Pace {
  private static final int ENOUGH = 512;

  /** Where answers come sooner, nothing is gained by not waiting for them. */
  private static final long WORTH_IT = 100_000_000L;

  private long soonest = Long.MAX_VALUE; // an acknowledgment came after the line was idle
  private boolean unanswered;
  private long begun;
  private long written; // since then, once each
  private long acknowledged;
  private double nanosPerOctet;
  private boolean known;

  /** So many octets are written for the first time. */
  void writes(int octets, long now) {
    if (written == acknowledged) {
      begun = now;
      unanswered = true;
      written = 0;
      acknowledged = 0;
    }
    written += octets;
  }

  /** So many octets are acknowledged. */
  void acknowledged(int octets, long now) {
    acknowledged += octets;
    if (unanswered) {
      unanswered = false;
      soonest = Math.min(soonest, now - begun);
    }
    if (acknowledged >= ENOUGH) {
      nanosPerOctet = (double) (now - begun) / acknowledged;
      known = true;
    }
  }

  /**
   * How long it takes until all has left, nanoseconds; {@link Long#MAX_VALUE} if unknown, or if the
   * far side's answer is there as soon.
   */
  long untilLeft(long now) {
    if (!known || soonest < WORTH_IT) {
      return Long.MAX_VALUE;
    }
    return written == acknowledged
        ? 0
        : Math.max(0, begun + (long) (written * nanosPerOctet) - now);
  }
}
