package spooler.transport.modem.uucp.packet;

import java.io.ByteArrayOutputStream;

/** Keeps all that arrives. One thread. */
final class Kept implements PacketReceiver {
  final ByteArrayOutputStream data = new ByteArrayOutputStream();

  @Override
  public void packet(Packet packet) {
    data.writeBytes(packet.octets());
  }

  @Override
  public void closed() {}
}
