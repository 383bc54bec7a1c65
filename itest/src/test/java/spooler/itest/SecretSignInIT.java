package spooler.itest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code $[secret:NAME]} opens a real mailbox, and is nowhere to be read but in its own file. */
@Timeout(180)
class SecretSignInIT {
  private static final String LETTER = "Subject: hello\r\n\r\nhello\r\n";

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Logger everything = Logger.getLogger("spooler");
  private final Handler listener = new Listener();
  private Dovecot server;
  private SwapHome home;

  /** Everything that is logged, at any level. */
  private final class Listener extends Handler {
    @Override
    public void publish(LogRecord event) {
      logged.add(new SimpleFormatter().format(event));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() throws Exception {
    server = Dovecot.start();
    everything.setLevel(Level.ALL);
    listener.setLevel(Level.ALL);
    everything.addHandler(listener);
    home = SwapHome.start();
  }

  @AfterEach
  void stop() {
    everything.removeHandler(listener);
    everything.setLevel(null);
    if (home != null) {
      home.close();
      server.close();
    }
  }

  private void keep(String secret) throws IOException {
    Path folder = Files.createDirectories(home.home.etc().resolve("secrets"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Path file = folder.resolve("box");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret + "\n");
  }

  private void configure(String url) throws IOException {
    home.configure(
        "transport.smtp-box.cfg",
        """
        fetch = %s
        username = bob
        .password = $[secret:box]
        fetchTo = bob@localhost
        fetchPollSeconds = 1
        """
            .formatted(url));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(home.home.root())) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"imap", "pop3"})
  void aMailboxIsOpenedWithItAndNobodyElseGetsToSeeIt(String scheme) throws Exception {
    keep(Dovecot.PASSWORD);
    server.deliver(LETTER.getBytes(ISO_8859_1));
    configure(scheme.equals("imap") ? server.imap() : server.pop3());

    Eventually.holds("it is fetched", () -> server.count() == 0);
    Path mailbox = home.home.var().resolve("mail/bob@localhost/new");
    Eventually.holds("it is delivered", () -> Files.isDirectory(mailbox) && !isEmpty(mailbox));

    String shell = home.gogo("spool:status");
    assertTrue(shell.contains("box"), shell);
    assertFalse(shell.contains(Dovecot.PASSWORD), "in the shell");
    assertFalse(logged.isEmpty());
    assertFalse(String.join("", logged).contains(Dovecot.PASSWORD), "in the log");
    List<Path> telling = files().stream().filter(file -> holds(file, Dovecot.PASSWORD)).toList();
    assertEquals(List.of(home.home.etc().resolve("secrets/box")), telling);
  }

  @Test
  void aWrongOneIsRefusedByTheServerAndSaidWithoutIt() throws Exception {
    keep("gnu-1999-wrong");
    server.deliver(LETTER.getBytes(ISO_8859_1));
    configure(server.imap());

    Eventually.holds(
        "it is said",
        () ->
            home.client.row("box").filter(row -> row.statusString().contains("sign")).isPresent());
    assertEquals(1, server.count());
    assertFalse(
        home.client.row("box").orElseThrow().statusString().contains("gnu-1999-wrong"),
        "in the row");
    assertFalse(String.join("", logged).contains("gnu-1999-wrong"), "in the log");
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file, ISO_8859_1).contains(text);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }
}
