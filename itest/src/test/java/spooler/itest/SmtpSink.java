package spooler.itest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Postfix's {@code smtp-sink}, a real SMTP server in a process, which keeps every message. */
final class SmtpSink implements AutoCloseable {
  /** What to say where it is missing. */
  static final String HOW_TO_INSTALL =
      "smtp-sink is not installed, so no real server was tried: apt-get install postfix";

  private static final Path PROGRAM = Path.of("/usr/sbin/smtp-sink");

  private final Process process;
  private final Path folder;
  private final int port;

  private SmtpSink(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Whether it is there; without it nothing is tried. */
  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Starts it on any free port. */
  static SmtpSink start(Path folder) throws Exception {
    return start(folder, freePort());
  }

  /** Starts it on that port; adds to the messages that are in the folder. */
  static SmtpSink start(Path folder, int port, String... options) throws Exception {
    Path messages = Files.createDirectories(folder.resolve("received"));
    // Each one names its files by the same numbers, and ends when it finds too many of them taken.
    String files = "message.%x.".formatted(System.nanoTime());
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-d", files));
    String user = System.getProperty("user.name", "");
    if (user.equals("root")) {
      command.addAll(List.of("-u", user)); // it wants to be told whom to run as
    }
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("127.0.0.1:" + port, "50"));
    Process process =
        new ProcessBuilder(command)
            .directory(messages.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("smtp-sink.log").toFile())
            .start();
    SmtpSink sink = new SmtpSink(process, messages, port);
    Eventually.holds("smtp-sink listens on port " + port, sink::listens);
    return sink;
  }

  int port() {
    return port;
  }

  /** Everything received so far, in no particular order; a killed one leaves empty files behind. */
  List<Received> messages() throws IOException {
    List<Received> messages = new ArrayList<>();
    for (Path file : files()) {
      byte[] dump = Files.readAllBytes(file);
      if (dump.length > 0) {
        messages.add(Received.parse(dump));
      }
    }
    return messages;
  }

  /** What was received so far, without the envelopes, in ascending order. */
  List<String> contents() throws IOException {
    return messages().stream().map(Received::content).sorted().toList();
  }

  /** How many messages it has begun to receive. */
  int count() throws IOException {
    return files().size();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private boolean listens() throws IOException {
    if (!process.isAlive()) {
      Path log = folder.resolveSibling("smtp-sink.log");
      throw new AssertionError("smtp-sink has ended: " + Files.readString(log));
    }
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A port that nobody listens on just now. */
  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Kills it in the middle of whatever it does. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
