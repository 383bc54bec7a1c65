package spooler.transport.lan;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Dovecot of our own that serves every mailbox of a post office to a user of its name, whose
 * password is "secret". It runs on loopback, as the user "mail", and leaves the system's one alone.
 */
final class PostOfficeServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");

  private final Path folder;
  private final int port;
  private final Process process;

  private PostOfficeServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts it in that folder, or skips the test where it is not installed. */
  static PostOfficeServer start(Path folder, Path post) throws Exception {
    assumeTrue(
        Files.isExecutable(PROGRAM) && System.getProperty("user.name", "").equals("root"),
        PROGRAM
            + " is not installed (Debian: apt install dovecot-imapd), or this is not root, so no"
            + " IMAP server read the post office");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(folder);
    Path conf = folder.resolve("dovecot.conf");
    Files.writeString(conf, CONFIGURATION.formatted(folder, port, post));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-F", "-c", conf.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    PostOfficeServer server = new PostOfficeServer(folder, port, process);
    server.awaitListening();
    return server;
  }

  private void awaitListening() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new AssertionError("no server: " + Files.readString(folder.resolve("out")));
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

  /** Signs on as that user and gives these commands (RFC 9051); all that was answered. */
  List<String> ask(String user, String... commands) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      answers.add(String.valueOf(in.readLine()));
      List<String> all = new ArrayList<>(List.of("LOGIN " + user + " secret", "SELECT INBOX"));
      all.addAll(List.of(commands));
      for (String command : all) {
        out.write(("x " + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String line = String.valueOf(in.readLine());
        while (!line.startsWith("x ") && !line.equals("null")) {
          answers.add(line);
          line = String.valueOf(in.readLine());
        }
        answers.add(line);
      }
    }
    return answers;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static final String CONFIGURATION =
      """
      base_dir = %1$s/run
      state_dir = %1$s/run
      log_path = %1$s/log
      protocols = imap
      listen = 127.0.0.1
      ssl = no
      disable_plaintext_auth = no
      mail_location = maildir:%3$s/%%u
      first_valid_uid = 1
      first_valid_gid = 1
      default_login_user = nobody
      default_internal_user = mail
      default_internal_group = mail
      passdb {
        driver = static
        args = password=secret
      }
      userdb {
        driver = static
        args = uid=mail gid=mail home=%1$s/home/%%u
      }
      service imap-login {
        inet_listener imap {
          port = %2$d
        }
        inet_listener imaps {
          port = 0
        }
      }
      service anvil {
        chroot =
      }
      """;
}
