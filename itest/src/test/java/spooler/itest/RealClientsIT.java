package spooler.itest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The distribution in a process of its own, mail programs of Debian in front of it, smtp-sink
 * behind it. A program that is not installed is said so, and skipped.
 */
@Timeout(180)
class RealClientsIT {
  private Path folder = Path.of("");
  private Path home = Path.of("");
  private int port;
  private SmtpSink sink;
  private Process spooler;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(SmtpSink.isInstalled(), SmtpSink.HOW_TO_INSTALL);
    folder = Jars.newFolder();
    home = folder.resolve("home");
    port = SmtpSink.freePort();
    sink = SmtpSink.start(folder);
    Files.createDirectories(home.resolve("etc"));
    Files.writeString(home.resolve("etc/submit.smtp.cfg"), "port = " + port + "\n");
    Files.writeString(
        home.resolve("etc/store.file.cfg"), "directory = ${spooler.home}/var/spool\n");
    relay(sink.port());
    spooler = run();
  }

  private void relay(int relay) throws IOException {
    Files.writeString(
        home.resolve("etc/transport.smtp-relay.cfg"),
        "host = 127.0.0.1\nport = %d\n".formatted(relay));
  }

  @AfterEach
  void stop() throws Exception {
    if (spooler != null) {
      stopTheSpooler();
      sink.close();
    }
  }

  private Process run() throws Exception {
    Process process =
        command(Jars.distribution().resolve("bin/spooler").toString(), "run")
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    Eventually.holds("the spooler listens", () -> listens() || !process.isAlive());
    assertTrue(process.isAlive(), () -> log());
    return process;
  }

  private boolean listens() {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void stopTheSpooler() throws Exception {
    spooler.destroy();
    assertTrue(spooler.waitFor(30, TimeUnit.SECONDS));
  }

  private ProcessBuilder command(String... words) {
    ProcessBuilder command = new ProcessBuilder(words);
    command.environment().put("SPOOLER_HOME", home.toString());
    command.environment().put("HOME", folder.toString());
    return command
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException none) {
      return none.toString();
    }
  }

  private void succeeds(String input, String... words) throws Exception {
    Path file = Files.writeString(folder.resolve("input"), input, ISO_8859_1);
    Process process = command(words).redirectInput(file.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), this::log);
  }

  /** The sink writes a file line by line, with LF for CRLF: what is there may be a part. */
  private void arrives(String text) throws Exception {
    String lines = text.replace("\r\n", "\n");
    Eventually.holds("the relay gets it", () -> received().contains(lines));
  }

  private String received() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("received"))) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file, ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static void assumeInstalled(String program, String from) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    assumeTrue(there, program + " is not installed: apt-get install " + from);
  }

  private String sendmail() {
    return Jars.distribution().resolve("bin/sendmail").toString();
  }

  @Test
  void swaksPipelinesAMessage() throws Exception {
    assumeInstalled("swaks", "swaks");
    succeeds(
        "",
        "swaks",
        "--server",
        "127.0.0.1:" + port,
        "--pipeline",
        "--from",
        "ann@example.org",
        "--to",
        "bob@example.org,carol@example.org",
        "--body",
        "by swaks");
    arrives("by swaks");
    assertTrue(received().contains("<bob@") && received().contains("<carol@"), received());
  }

  @Test
  void msmtpSendsAMessage() throws Exception {
    assumeInstalled("msmtp", "msmtp");
    succeeds(
        "Subject: x\n\nby msmtp\n.\n..\n",
        "msmtp",
        "--host=127.0.0.1",
        "--port=" + port,
        "--tls=off",
        "--auth=off",
        "--from=ann@example.org",
        "bob@example.org");
    arrives("\n\nby msmtp\n.\n..\n\n");
  }

  @Test
  void pythonSendsAMessageBeyondAscii() throws Exception {
    assumeInstalled("python3", "python3");
    succeeds(
        "",
        "python3",
        "-c",
        """
        import smtplib
        s = smtplib.SMTP('127.0.0.1', %d)
        s.sendmail('ann@example.org', ['bob@example.org'], b'Subject: x\\r\\n\\r\\n.by python \\xc3\\xbc\\r\\n',
            mail_options=['BODY=8BITMIME', 'RET=HDRS'], rcpt_options=['NOTIFY=FAILURE'])
        s.quit()
        """
            .formatted(port));
    arrives("\n\n.by python \u00c3\u00bc\n\n");
  }

  @Test
  void mailSendsThroughOurSendmail() throws Exception {
    assumeInstalled("mail", "bsd-mailx");
    Files.writeString(folder.resolve(".mailrc"), "set sendmail=" + sendmail() + "\n");
    succeeds("by mail\n", "mail", "-s", "from cron", "bob@example.org");
    arrives("Subject: from cron\n");
    arrives("\nby mail\n");
  }

  @Test
  void whatSendmailTakesWhileTheSpoolerIsDownIsSentAfterItsStart() throws Exception {
    stopTheSpooler();
    succeeds("To: bob@example.org\nSubject: x\n\nfrom the drop\n", sendmail(), "-t", "-i");
    try (Stream<Path> files = Files.list(home.resolve("var/drop/new"))) {
      assertEquals(1, files.count());
    }
    spooler = run();
    arrives("\n\nfrom the drop\n\n");
    try (Stream<Path> files = Files.list(home.resolve("var/drop/new"))) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void everyOctetOfTheCorpusArrivesAtTheRelay() throws Exception {
    assumeInstalled("python3", "python3");
    List<Corpus> corpus =
        Stream.of(Corpus.plain(), Corpus.odd(), Corpus.random(20))
            .flatMap(List::stream)
            .filter(mail -> mail.sent().equals(mail.arrives())) // else the listener refuses it
            .toList();
    try (RecordingPeer peer = RecordingPeer.start()) {
      stopTheSpooler();
      relay(peer.port());
      spooler = run();
      sendByPython(corpus);
      Eventually.equals("messages at the relay", corpus.size(), () -> peer.messages().size());
      for (Corpus mail : corpus) {
        String arrived =
            peer.messages().stream().filter(m -> m.contains(mail.mark())).findFirst().orElseThrow();
        assertEquals("", Difference.between(mail.sent(), Trace.removedFrom(arrived)), mail.name());
      }
    }
  }

  private void sendByPython(List<Corpus> corpus) throws Exception {
    StringBuilder recipients = new StringBuilder();
    for (Corpus mail : corpus) {
      Files.writeString(folder.resolve(mail.name() + ".mail"), mail.sent(), ISO_8859_1);
      recipients.append("%s.mail %s\n".formatted(mail.name(), mail.to()));
    }
    Files.writeString(folder.resolve("recipients"), recipients);
    succeeds(
        "",
        "python3",
        "-c",
        """
        import pathlib, smtplib
        folder = pathlib.Path('%s')
        s = smtplib.SMTP('127.0.0.1', %d)
        for line in (folder / 'recipients').read_text('utf-8').splitlines():
            file, recipient = line.split()
            s.sendmail('ann@example.org', [recipient], (folder / file).read_bytes(),
                mail_options=['BODY=8BITMIME', 'SMTPUTF8'])
        s.quit()
        """
            .formatted(folder, port));
  }
}
