package spooler.transport.modem.uucp.packet;

/**
 * Guesses when a packet that was written has left: a thin line takes seconds for what a device or
 * the system takes at once. How fast the line is it learns from the acknowledgments of a line in
 * use, which come no faster than the packets go. One thread.
 */
final class LineClock {
  private static final double FASTER = 0.5;
  private static final double SLOWER = 1.0 / 16; // most of what looks slow is a loss

  private double nanosPerOctet; // 0: not known yet
  private long free = Long.MIN_VALUE; // when all that was written has left
  private long lastAcknowledgment;
  private boolean inUse; // since the last acknowledgment, and nothing was lost

  /**
   * So many octets are written now.
   *
   * @return when they will have left
   */
  long writes(int octets, long now) {
    free = Math.max(free, now) + (long) (octets * nanosPerOctet);
    return free;
  }

  /** Something was lost: what the next acknowledgment took says nothing of the line. */
  void disturbed() {
    inUse = false;
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
    if (inUse && octets > 0 && now > lastAcknowledgment) {
      double sample = (double) (now - lastAcknowledgment) / octets;
      nanosPerOctet =
          nanosPerOctet == 0 ? sample : nanosPerOctet + share(sample) * (sample - nanosPerOctet);
    }
    lastAcknowledgment = now;
    inUse = unacknowledged > 0;
    free = Math.min(free, now + (long) (unacknowledged * nanosPerOctet));
    return Math.max(free, now);
  }

  private double share(double sample) {
    return sample < nanosPerOctet ? FASTER : SLOWER;
  }
}
