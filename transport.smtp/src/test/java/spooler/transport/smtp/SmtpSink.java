package spooler.transport.smtp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Postfix's {@code smtp-sink}, keeping each message in a file. It takes the dots off and writes LF
 * for CRLF; every other octet is in the file as it came over the wire.
 */
final class SmtpSink implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/smtp-sink");

  private final Process process;
  private final Path folder;
  private final int port;

  private SmtpSink(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts it, or skips the test where it is not installed. */
  static SmtpSink start(Path folder, String... options) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        PROGRAM + " is not installed (Debian: apt install postfix), so no real server was tried");
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-d", "message."));
    String user = System.getProperty("user.name", "");
    if (user.equals("root")) {
      command.addAll(List.of("-u", user)); // it wants to be told whom to run as
    }
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("127.0.0.1:" + port, "10"));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    SmtpSink sink = new SmtpSink(process, folder, port);
    sink.awaitListening();
    return sink;
  }

  int port() {
    return port;
  }

  /** The only message so far: what follows the headers that the sink puts before it. */
  String onlyMessage() throws IOException {
    String dump = onlyDump();
    int received = dump.indexOf("\nReceived: ");
    int end = received;
    for (int line = 0; line < 4; line++) { // the end of the line before, and of three lines
      end = dump.indexOf('\n', end) + 1;
    }
    return dump.substring(end, dump.length() - 1); // the sink adds an empty line
  }

  /** The only message so far with the sink's notes on the envelope. */
  String onlyDump() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> dumps =
          files.filter(f -> f.getFileName().toString().startsWith("message.")).toList();
      if (dumps.size() != 1) {
        throw new AssertionError("one message expected, not " + dumps);
      }
      return Files.readString(dumps.get(0), StandardCharsets.ISO_8859_1);
    }
  }

  private void awaitListening() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new AssertionError("no server: " + Files.readString(folder.resolve("log")));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private boolean listens() {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
