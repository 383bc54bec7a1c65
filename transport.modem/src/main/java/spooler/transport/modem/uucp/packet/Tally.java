package spooler.transport.modem.uucp.packet;

/**
 * Counts packets and damage, and says when the line is too bad. One thread.
 *
 * <p>As Taylor UUCP counts: every tenth good packet makes up for one damaged.
 */
final class Tally {
  private static final int MOST_DAMAGE = 1_000;
  private static final int GOOD_FOR_BAD = 10;

  private long sent;
  private long repeated;
  private long received;
  private long damaged;

  void sent() {
    sent++;
  }

  void repeated() {
    repeated++;
  }

  void received() {
    received++;
  }

  void damaged() throws LineTooBadException {
    damaged++;
    if (damaged - received / GOOD_FOR_BAD > MOST_DAMAGE) {
      throw new LineTooBadException(
          "%d packets arrived damaged and only %d in order".formatted(damaged, received));
    }
  }

  PacketFigures figures() {
    return new PacketFigures(sent, repeated, received, damaged);
  }
}
