package spooler.transport.modem.uucp.packet;

/**
 * What a protocol did.
 *
 * @param sent packets with data sent for the first time
 * @param repeated packets sent again
 * @param received packets with data received undamaged
 * @param damaged headers and packets that were damaged
 */
public record PacketFigures(long sent, long repeated, long received, long damaged) {
  /** Nothing done yet. */
  public static final PacketFigures NONE = new PacketFigures(0, 0, 0, 0);
}
