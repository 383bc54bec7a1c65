package spooler.transport.smtp.fetch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Dovecot of our own, with one user: bob, whose password is "secret". It runs in a folder, on
 * loopback, and leaves the system's one alone.
 */
public final class Dovecot implements AutoCloseable {
  /** Of bob. */
  public static final String PASSWORD = "secret";

  private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");
  private static final String MAIL_USER = "mail"; // every Debian has it

  private final Path folder;
  private final Ports ports;
  private Process process;
  private int delivered;

  private Dovecot(Path folder, Ports ports, Process process) {
    this.folder = folder;
    this.ports = ports;
    this.process = process;
  }

  /** Where it listens; 0 for not at all. */
  private record Ports(int imap, int pop3, int imaps, int pop3s) {
    static Ports free(boolean encrypted) throws IOException {
      return new Ports(
          LocalPeer.freePort(),
          LocalPeer.freePort(),
          encrypted ? LocalPeer.freePort() : 0,
          encrypted ? LocalPeer.freePort() : 0);
    }

    boolean areOpen() {
      return LocalPeer.listens(imap) && LocalPeer.listens(pop3);
    }
  }

  /**
   * Starts it, or skips the test where it is not installed.
   *
   * @param extra lines of its configuration
   */
  public static Dovecot plain(Path folder, String... extra)
      throws IOException, InterruptedException {
    return start(folder, Ports.free(false), "ssl = no\n" + String.join("\n", extra));
  }

  /**
   * Starts one that knows TLS, and lets nobody in without it.
   *
   * @param identity its certificate and key, PEM
   */
  public static Dovecot encrypting(Path folder, Path identity, String... extra)
      throws IOException, InterruptedException {
    return start(
        folder,
        Ports.free(true),
        "ssl = required\nssl_cert = <%1$s\nssl_key = <%1$s\n".formatted(identity)
            + String.join("\n", extra));
  }

  private static Dovecot start(Path folder, Ports ports, String extra)
      throws IOException, InterruptedException {
    assumeTrue(
        LocalPeer.isThere(PROGRAM),
        PROGRAM
            + " is not installed (Debian: apt install dovecot-imapd dovecot-pop3d), or this is not"
            + " root, so no real mailbox was tried");
    LocalPeer.letAllInto(folder);
    Path conf = folder.resolve("dovecot.conf");
    Files.writeString(
        folder.resolve("users"), "bob:{PLAIN}%s:mail:mail::%s/mail".formatted(PASSWORD, folder));
    Files.writeString(conf, configuration(folder, ports) + extra + "\n");
    for (String each : List.of("mail", "mail/cur", "mail/new", "mail/tmp")) {
      LocalPeer.giveTo(MAIL_USER, Files.createDirectories(folder.resolve(each)));
    }
    Dovecot started = new Dovecot(folder, ports, run(folder));
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

  private static String configuration(Path folder, Ports ports) {
    return """
        base_dir = %1$s/run
        state_dir = %1$s/run
        log_path = %1$s/log
        protocols = imap pop3
        listen = 127.0.0.1
        disable_plaintext_auth = no
        auth_mechanisms = plain login cram-md5 scram-sha-256
        auth_failure_delay = 0
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
            port = %4$d
            ssl = yes
          }
        }
        service pop3-login {
          inet_listener pop3 {
            port = %3$d
          }
          inet_listener pop3s {
            port = %5$d
            ssl = yes
          }
        }
        service anvil {
          chroot =
        }
        """
        .formatted(folder, ports.imap, ports.pop3, ports.imaps, ports.pop3s);
  }

  /** Puts a message, with its line ends of CRLF, into the inbox. */
  public void deliver(byte[] message) throws IOException {
    String name = "%010d.M%06dP1.test".formatted(1_700_000_000 + delivered, delivered);
    delivered++;
    Path file = folder.resolve("mail/tmp").resolve(name);
    Files.write(file, message);
    LocalPeer.giveTo(MAIL_USER, file);
    Files.move(file, folder.resolve("mail/new").resolve(name));
  }

  /** How many messages lie there, whatever became of them. */
  public int count() throws IOException {
    int count = 0;
    for (String part : List.of("new", "cur")) {
      try (Stream<Path> files = Files.list(folder.resolve("mail").resolve(part))) {
        count += (int) files.count();
      }
    }
    return count;
  }

  /** Names of what was opened, with the flags at their ends. */
  public List<String> opened() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("mail/cur"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The inbox; encrypted where it must be, by STARTTLS. */
  public String imap() {
    return "imap://127.0.0.1:" + ports.imap + "/INBOX";
  }

  /** The same; STLS. */
  public String pop3() {
    return "pop3://127.0.0.1:" + ports.pop3;
  }

  /** The inbox, encrypted from the first octet on. */
  public String imaps() {
    return "imaps://127.0.0.1:" + ports.imaps + "/INBOX";
  }

  /** The same. */
  public String pop3s() {
    return "pop3s://127.0.0.1:" + ports.pop3s;
  }

  /** Throws away what it knows of the mailbox: it numbers the messages anew. */
  void forgetNumbers() throws IOException, InterruptedException {
    stop();
    try (Stream<Path> files = Files.list(folder.resolve("mail"))) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.delete(each);
      }
    }
    process = run(folder);
    awaitListening();
  }

  private void awaitListening() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!ports.areOpen()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new AssertionError("no server: " + Files.readString(folder.resolve("out")));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private void stop() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    stop();
  }
}
