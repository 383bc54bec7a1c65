package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.uucp.packet.GProtocol;
import spooler.transport.modem.uucp.packet.IProtocol;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.packet.PacketProtocol;
import spooler.transport.modem.uucp.packet.PacketReceiver;
import spooler.transport.modem.uucp.packet.Terms;

/**
 * A far system that answers one call and says of each file what the test tells it, when it tells it
 * to. The files are numbered as their commands come: {@code E1} is the first command, {@code end1}
 * the end of its data.
 *
 * <p>One thread of its own; the script is written before the call.
 */
final class ScriptedSystem implements PacketReceiver, AutoCloseable {
  private final ServerSocket server = SocketLine.listen();
  private final char protocol;
  private final int window;
  private final Map<String, List<String>> script = new HashMap<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> kinds = new CopyOnWriteArrayList<>();
  private final Map<Integer, Integer> channels = new HashMap<>(); // of each file
  private String features = "N07";
  private final Map<Integer, Integer> receiving = new HashMap<>(); // by channel
  private final StringBuilder command = new StringBuilder();
  private @Nullable PacketProtocol packets;
  private @Nullable Socket socket;

  ScriptedSystem(char protocol, int window) throws IOException {
    this.protocol = protocol;
    this.window = window;
    Thread thread = new Thread(this::serve, "scripted-system");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** When that is heard, these are said: the number of a file and the answer, such as 1 CY. */
  ScriptedSystem on(String event, String... answers) {
    script.put(event, List.of(answers));
    return this;
  }

  /** It knows neither E nor restarts nor sizes, and takes every file. */
  ScriptedSystem plain() {
    features = "";
    return this;
  }

  /** What was heard so far. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  /** D or X, as the files were asked for. */
  List<String> kinds() {
    return List.copyOf(kinds);
  }

  private void serve() {
    try (Socket accepted = server.accept()) {
      socket = accepted;
      say("\020Shere=eve\0");
      message();
      say("\020ROK" + features + "\0\020P" + protocol + "\0");
      message();
      PacketProtocol begun = begin();
      packets = begun;
      begun.start();
      byte[] octets = new byte[1024];
      InputStream in = accepted.getInputStream();
      for (int count = in.read(octets); count >= 0; count = in.read(octets)) {
        begun.received(octets, 0, count);
        begun.tick();
      }
    } catch (IOException over) {
      heard.add("over");
    }
  }

  private PacketProtocol begin() {
    return protocol == 'i'
        ? new IProtocol(false, new Terms(1024, window), this::write, this, System::nanoTime)
        : new GProtocol(
            GProtocol.Sizes.SMALLER_IF_LARGE,
            new Terms(64, window),
            this::write,
            this,
            System::nanoTime);
  }

  private void write(byte[] octets, int offset, int length) throws IOException {
    Socket to = socket;
    if (to != null) {
      to.getOutputStream().write(octets, offset, length);
    }
  }

  private void say(String text) throws IOException {
    byte[] octets = text.getBytes(ISO_8859_1);
    write(octets, 0, octets.length);
  }

  private void message() throws IOException {
    Socket from = socket;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (from != null && text.size() < 1000) {
      int octet = from.getInputStream().read();
      if (octet <= 0) {
        return;
      }
      text.write(octet);
    }
  }

  @Override
  public void packet(Packet packet) throws IOException {
    Integer file = receiving.get(packet.theirs());
    if (file == null) {
      command(packet);
    } else if (packet.octets().length == 0) {
      receiving.remove(packet.theirs());
      happened("end" + file);
    }
  }

  private void command(Packet packet) throws IOException {
    command.append(new String(packet.octets(), ISO_8859_1));
    if (command.indexOf("\0") < 0) {
      return;
    }
    String[] words = command.toString().split(" ", -1);
    char letter = command.charAt(0);
    command.setLength(0);
    if (letter == 'E' || letter == 'S') {
      kinds.add(words[2].substring(0, 1));
      int file = channels.size() + 1;
      channels.put(file, packet.theirs());
      if (protocol == 'i') {
        receiving.put(packet.theirs(), file); // its data may follow at once
      }
      happened("" + letter + file);
    }
  }

  private void happened(String event) throws IOException {
    heard.add(event);
    for (String answer : script.getOrDefault(event, usual(event))) {
      int file = Integer.parseInt(answer.substring(0, answer.indexOf(' ')));
      String said = answer.substring(answer.indexOf(' ') + 1);
      if (said.matches("[ES]Y.*")) {
        receiving.put(channels.getOrDefault(file, 0), file);
      }
      PacketProtocol to = packets;
      if (to != null && said.equals("hangs up")) {
        throw new IOException("as the script says");
      } else if (to != null) {
        to.command(said, 0, channels.getOrDefault(file, 0));
      }
    }
  }

  private List<String> usual(String event) {
    String file = event.replaceAll("\\D", "");
    return features.isEmpty()
        ? List.of(file + (event.startsWith("end") ? " CY" : " SY"))
        : List.of();
  }

  @Override
  public void closed() {
    heard.add("closed");
  }

  @Override
  public void close() throws IOException {
    server.close();
    Socket open = socket;
    if (open != null) {
      open.close();
    }
  }
}
