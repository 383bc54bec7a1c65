package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.uucp.packet.IProtocol;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.packet.PacketReceiver;
import spooler.transport.modem.uucp.packet.Terms;

/** A far side that does not mean well calls us; what it says is scripted. */
@SuppressWarnings("NullAway.Init") // JUnit and each test do
abstract class HostileCaller implements PacketReceiver {
  static final String RMAIL = "E D.x D.x eve -C D.x 0600 \"\" 0x%x rmail bob@example.org";

  @TempDir Path folder;
  ServerSocket server;
  Rig rig;
  Socket socket;
  IProtocol packets;
  Future<CallFigures> answered;
  boolean damage;
  boolean twice;
  byte[] last = {};
  final List<String> answers = new ArrayList<>();
  final StringBuilder heard = new StringBuilder(); // as it came, since the packets have begun

  @BeforeEach
  void open() throws IOException {
    server = SocketLine.listen();
    rig = new Rig(folder.resolve("ours"));
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
    server.close();
  }

  @Override
  public void packet(Packet packet) {
    if (packet.octets().length > 0) {
      answers.add(new String(packet.octets(), ISO_8859_1).replace("\0", ""));
    }
  }

  @Override
  public void closed() {
    answers.add("CLOSE");
  }

  /** Our end of the call. */
  Line line(Socket accepted) throws IOException {
    return SocketLine.of(accepted);
  }

  final void call(long largestFile) throws IOException {
    UucpSettings settings =
        UucpSettings.of(Rig.NAME, "eve").with(its -> its.largestFile(largestFile));
    answered = rig.meanwhile(() -> rig.answer(line(server.accept()), settings, List.of()));
    socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
    socket.setSoTimeout(10_000);
    assertEquals("\020Shere=spool", message());
    say("\020Seve -R -N07\0");
    assertEquals("\020ROKN047", message());
    assertEquals("\020Pig", message());
    say("\020Ui\0");
    packets = new IProtocol(true, new Terms(1024, 16), this::write, this, System::nanoTime);
    packets.start();
    while (!packets.started()) {
      hear();
    }
  }

  private void write(byte[] octets, int offset, int length) throws IOException {
    byte[] frame = Arrays.copyOfRange(octets, offset, offset + length);
    if (damage) {
      frame[length - 1] ^= 1;
    }
    last = frame;
    socket.getOutputStream().write(frame);
    if (twice) {
      socket.getOutputStream().write(frame);
    }
  }

  final void say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  final String message() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int octet = in.read(); octet > 0; octet = in.read()) {
      text.write(octet);
    }
    return text.toString(ISO_8859_1);
  }

  final void hear() throws IOException {
    byte[] octets = new byte[4096];
    int count = socket.getInputStream().read(octets);
    if (count < 0) {
      throw new IOException("hung up");
    }
    heard.append(new String(octets, 0, count, ISO_8859_1));
    packets.received(octets, 0, count);
  }

  final String answer() throws IOException {
    while (answers.isEmpty()) {
      hear();
    }
    return answers.remove(0);
  }

  final String ask(String command) throws IOException {
    packets.command(command, 1, 0);
    return answer();
  }

  final void send(String data) throws IOException {
    packets.send(data.getBytes(ISO_8859_1), 0, data.length(), 1, 0, 0);
  }

  final void end() throws IOException {
    packets.send(new byte[0], 0, 0, 1, 0, 0);
  }

  final void hangUp() throws Exception {
    packets.command("H", 0, 0);
    assertEquals("HY", answer());
    packets.command("HY", 0, 0);
    socket.close();
    answered.get();
  }

  final List<Path> filesOutside() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.startsWith(folder.resolve("ours")))
          .filter(Files::isRegularFile)
          .toList();
    }
  }
}
