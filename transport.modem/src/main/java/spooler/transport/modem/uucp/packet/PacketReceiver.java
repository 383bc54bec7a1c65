package spooler.transport.modem.uucp.packet;

import java.io.IOException;

/** Who is handed what arrives. Called from within {@link PacketProtocol#received}. */
public interface PacketReceiver {
  /** The next packet. */
  void packet(Packet packet) throws IOException;

  /** The far side has shut the protocol down. */
  void closed() throws IOException;
}
