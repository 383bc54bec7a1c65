package spooler.transport.modem.uucp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import spooler.transport.modem.uucp.packet.IProtocol;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.packet.PacketReceiver;
import spooler.transport.modem.uucp.packet.Terms;

/** Calls, shakes hands, begins the packets of protocol i, and says nothing more. */
final class SilentCaller implements PacketReceiver, AutoCloseable {
  private final Socket socket;

  SilentCaller(int port, String name) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    await("Shere");
    say("\020S" + name + " -N07\0");
    await("ROK");
    await("P");
    say("\020Ui\0");
    IProtocol packets =
        new IProtocol(
            true, new Terms(1024, 16), socket.getOutputStream()::write, this, System::nanoTime);
    packets.start();
    byte[] octets = new byte[1024];
    while (!packets.started()) {
      packets.received(octets, 0, socket.getInputStream().read(octets));
    }
  }

  private void say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void await(String beginning) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int octet = in.read(); octet > 0; octet = in.read()) {
      text.write(octet);
    }
    if (!text.toString(StandardCharsets.ISO_8859_1).startsWith("\020" + beginning)) {
      throw new IOException("instead of " + beginning + ": " + text);
    }
  }

  @Override
  public void packet(Packet packet) {}

  @Override
  public void closed() {}

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
