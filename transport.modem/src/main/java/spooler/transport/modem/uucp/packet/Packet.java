package spooler.transport.modem.uucp.packet;

/** What one data packet carries, in order and undamaged. Its octets are not copied. */
public final class Packet {
  /** A packet that belongs to no file. */
  public static final long NO_POSITION = -1;

  private final byte[] octets;
  private final int ours;
  private final int theirs;
  private final long position;

  /**
   * A packet.
   *
   * @param octets the data; empty at the end of a file
   * @param ours channel of the command of ours that it belongs to; 0 for none, or where the
   *     protocol has no channels
   * @param theirs channel of the far side's command that it belongs to; 0 as above
   * @param position where in the file it belongs; {@link #NO_POSITION} where the protocol does not
   *     say
   */
  public Packet(byte[] octets, int ours, int theirs, long position) {
    this.octets = octets;
    this.ours = ours;
    this.theirs = theirs;
    this.position = position;
  }

  /** The data. */
  public byte[] octets() {
    return octets;
  }

  /** Channel of our command. */
  public int ours() {
    return ours;
  }

  /** Channel of the far side's command. */
  public int theirs() {
    return theirs;
  }

  /** Where in the file it belongs. */
  public long position() {
    return position;
  }
}
