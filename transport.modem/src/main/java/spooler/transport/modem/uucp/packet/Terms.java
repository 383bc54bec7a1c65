package spooler.transport.modem.uucp.packet;

/**
 * What the far side may send before it has to wait for an acknowledgment.
 *
 * @param packetSize most octets of data in a packet
 * @param window most packets
 */
public record Terms(int packetSize, int window) {
  /** Checks that both can be used. */
  public Terms {
    if (packetSize < 32 || packetSize > 4096) {
      throw new IllegalArgumentException(
          "packet size %d: use 32 to 4096 octets, such as 1024".formatted(packetSize));
    }
    if (window < 1 || window > 16) {
      throw new IllegalArgumentException(
          "window %d: use 1 to 16 packets, such as 7".formatted(window));
    }
  }
}
