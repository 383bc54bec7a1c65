package spooler.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Dovecot of our own, with one user: bob. It runs in a folder, on loopback, and leaves the
 * system's one alone.
 */
final class Dovecot implements AutoCloseable {
  static final String PASSWORD = "okapi-2203-bongo";
  private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");
  private static final String MAIL_USER = "mail"; // every Debian has it

  private final Path folder;
  private final int imap;
  private final int pop3;
  private final Process process;
  private int delivered;

  private Dovecot(Path folder, int imap, int pop3, Process process) {
    this.folder = folder;
    this.imap = imap;
    this.pop3 = pop3;
    this.process = process;
  }

  /** Starts it, or skips the test where it is not installed. */
  static Dovecot start() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PROGRAM) && System.getProperty("user.name", "").equals("root"),
        PROGRAM
            + " is not installed (Debian: apt install dovecot-imapd dovecot-pop3d), or this is not"
            + " root, so no real mailbox was tried");
    Path folder = Files.createTempDirectory("dovecot"); // where another user may enter
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    int imap = SmtpSink.freePort();
    int pop3 = SmtpSink.freePort();
    Path conf = folder.resolve("dovecot.conf");
    Files.writeString(
        folder.resolve("users"), "bob:{PLAIN}%s:mail:mail::%s/mail".formatted(PASSWORD, folder));
    Files.writeString(conf, configuration(folder, imap, pop3));
    for (String each : List.of("mail", "mail/cur", "mail/new", "mail/tmp")) {
      own(Files.createDirectories(folder.resolve(each)));
    }
    Dovecot started = new Dovecot(folder, imap, pop3, run(folder));
    started.awaitListening();
    return started;
  }

  private static Process run(Path folder) throws IOException {
    return new ProcessBuilder(
            PROGRAM.toString(), "-F", "-c", folder.resolve("dovecot.conf").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private static String configuration(Path folder, int imap, int pop3) {
    return """
    base_dir = %1$s/run
    state_dir = %1$s/run
    log_path = %1$s/log
    protocols = imap pop3
    listen = 127.0.0.1
    ssl = no
    disable_plaintext_auth = no
    auth_mechanisms = plain login cram-md5 scram-sha-256
    mail_location = maildir:%1$s/mail
    first_valid_uid = 1
    first_valid_gid = 1
    mail_max_userip_connections = 100
    default_login_user = nobody
    default_internal_user = mail
    default_internal_group = mail
    passdb {
      driver = passwd-file
      args = scheme=PLAIN username_format=%%u %1$s/users
    }
    userdb {
      driver = passwd-file
      args = username_format=%%u %1$s/users
    }
    service imap-login {
      inet_listener imap {
        port = %2$d
      }
      inet_listener imaps {
        port = 0
      }
    }
    service pop3-login {
      inet_listener pop3 {
        port = %3$d
      }
      inet_listener pop3s {
        port = 0
      }
    }
    service anvil {
      chroot =
    }
    """
        .formatted(folder, imap, pop3);
  }

  /** Puts a message, with its line ends of CRLF, into the inbox. */
  void deliver(byte[] message) throws IOException {
    String name = "%010d.M%06dP1.test".formatted(1_700_000_000 + delivered, delivered);
    delivered++;
    Path file = folder.resolve("mail/tmp").resolve(name);
    Files.write(file, message);
    own(file);
    Files.move(file, folder.resolve("mail/new").resolve(name));
  }

  /** How many messages lie there, whatever became of them. */
  int count() throws IOException {
    int count = 0;
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> files = Files.list(folder.resolve("mail").resolve(part))) {
        count += (int) files.count();
      }
    }
    return count;
  }

  String imap() {
    return "imap://127.0.0.1:" + imap + "/INBOX";
  }

  String pop3() {
    return "pop3://127.0.0.1:" + pop3;
  }

  private static void own(Path file) throws IOException {
    UserPrincipal owner =
        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(MAIL_USER);
    Files.setOwner(file, owner);
  }

  private void awaitListening() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!listens(imap) || !listens(pop3)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new AssertionError("no server: " + Files.readString(folder.resolve("out")));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static boolean listens(int port) {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
