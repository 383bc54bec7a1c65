package spooler.transport.modem.uucp.packet;

/**
 * Guesses when a packet that was written has left: a thin line takes seconds for what a device or
 * the system takes at once. How fast the line is it learns from the acknowledgments of some KiB in
 * a row, none of which was lost. One thread.
 */
final class LineClock {
  private static final int SPAN = 4 * 1024;
  private static final double NEW_SHARE = 0.5;

  private double nanosPerOctet; // 0: not known yet
  private long free = Long.MIN_VALUE; // when all that was written has left
  private boolean measuring; // the line is in use since spanStart, and nothing was lost
  private long spanStart;
  private long spanOctets;

  /**
   * So many octets are written now.
   *
   * @return when they will have left
   */
  long writes(int octets, long now) {
    free = Math.max(free, now) + (long) (octets * nanosPerOctet);
    return free;
  }

  /** Something was lost: how long that takes says nothing of the line. */
  void disturbed() {
    measuring = false;
  }

  /** Whether it has learnt how fast the line is. */
  boolean isKnown() {
    return nanosPerOctet > 0;
  }

  /**
   * So many octets are acknowledged now, and so many are not yet.
   *
   * @return when the others will have left
   */
  long acknowledged(int octets, int unacknowledged, long now) {
    if (measuring) {
      spanOctets += octets;
    }
    if (measuring && spanOctets >= SPAN && now > spanStart) {
      double sample = (double) (now - spanStart) / spanOctets;
      nanosPerOctet =
          nanosPerOctet == 0 ? sample : nanosPerOctet + NEW_SHARE * (sample - nanosPerOctet);
    }
    if (!measuring || spanOctets >= SPAN) {
      spanStart = now;
      spanOctets = 0;
    }
    measuring = unacknowledged > 0;
    free = Math.min(free, now + (long) (unacknowledged * nanosPerOctet));
    return Math.max(free, now);
  }
}
