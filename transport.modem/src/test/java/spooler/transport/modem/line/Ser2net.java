package spooler.transport.modem.line;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import spooler.testkit.Await;

/** A real ser2net on a port of this computer. */
final class Ser2net implements Closeable {
  private static final Path PROGRAM = Path.of("/usr/sbin/ser2net");

  private final Process process;
  private final int port;

  private Ser2net(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static boolean isThere() {
    return Files.isExecutable(PROGRAM);
  }

  /** Offers a device; {@code over} is what stands before tcp, if anything. */
  static Ser2net start(Path folder, Path device, String over) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("ser2net.yaml");
    Files.writeString(
        config,
        """
        connection: &modem
          accepter: %stcp,127.0.0.1,%d
          connector: serialdev,%s,9600n81
          options:
            kickolduser: true
        """
            .formatted(over.isEmpty() ? "" : over + ",", port, device));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-n", "-u", "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("ser2net.log").toFile())
            .start();
    Ser2net server = new Ser2net(process, port);
    Await.until("ser2net listens", server::listens);
    return server;
  }

  private boolean listens() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** What speed a device is set to, as stty says it. */
  String speed(Path device) throws IOException {
    Process stty = new ProcessBuilder("stty", "-F", device.toString()).start();
    String all = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    return all.substring(0, all.indexOf(';'));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
