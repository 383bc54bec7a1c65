package spooler.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The spooler as it is shipped. Of its settings it has the two ports, the relay, and four
 * connections to it, where Postfix by itself has up to twenty.
 */
record SpoolerServer(Process process, int port) implements MailServer {
  private static final String TRANSPORT = "bench";
  private static final String RELAY = "sink.example";
  private static final long CLOSE_SECONDS = 30;

  /**
   * Starts one.
   *
   * @param holds whether it keeps what it takes until it is released
   */
  static SpoolerServer start(Path home, int sinkPort, boolean holds) throws Exception {
    Path etc = Files.createDirectories(home.resolve("etc"));
    int port = LocalPort.free();
    Files.writeString(etc.resolve("submit.smtp.cfg"), "port = " + port + "\n");
    Files.writeString(
        etc.resolve("transport.smtp-bench.cfg"),
        """
        spooler.transport.name = %s
        spooler.transport.on.demand = %s
        spooler.transport.lanes = 4
        host = %s
        port = %d
        tls = none
        """
            .formatted(TRANSPORT, holds, RELAY, sinkPort));
    Path hosts = home.resolve("hosts");
    Files.write(hosts, SmtpSink.ADDRESSES.stream().map(address -> address + " " + RELAY).toList());
    Path distribution = Path.of(System.getProperty("spooler.distribution", ""));
    ProcessBuilder command =
        new ProcessBuilder(distribution.resolve("bin/spooler").toString(), "run")
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile());
    command.environment().put("SPOOLER_HOME", home.toString());
    command.environment().put("JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts);
    Process process = command.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    LocalPort.await(port, "the spooler", process);
    return new SpoolerServer(process, port);
  }

  @Override
  public void release() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      expect(in, "220");
      say(socket, "EHLO bench");
      expect(in, "250");
      say(socket, "ETRN " + TRANSPORT);
      expect(in, "250");
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void expect(BufferedReader in, String code) throws IOException {
    String line = in.readLine();
    while (line != null && line.startsWith(code + "-")) {
      line = in.readLine();
    }
    if (line == null || !line.startsWith(code)) {
      throw new IOException("the spooler says " + line);
    }
  }

  @Override
  public Duration cpu() throws IOException {
    return figures().cpu();
  }

  ProcessFigures figures() {
    return new ProcessFigures(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
