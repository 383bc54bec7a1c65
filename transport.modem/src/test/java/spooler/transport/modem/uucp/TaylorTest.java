package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.testkit.Await;
import spooler.testkit.modem.Cable;
import spooler.testkit.uucp.Taylor;
import spooler.testkit.uucp.TestMail;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.line.SerialDevice;
import spooler.transport.modem.serial.PortProgram;
import spooler.transport.modem.uucp.mail.MailForm;

/** Calls with the real peer, Taylor UUCP as Debian ships it: uucico, uux, uuxqt. */
class TaylorTest {
  /** Messages in a call; 1,000 in the soak. */
  private static final int MESSAGES = Integer.getInteger("spooler.uucp.messages", 12);

  /** Positions at which a transfer is cut; 50 in the soak. */
  private static final int CUTS = Integer.getInteger("spooler.uucp.cuts", 4);

  private static final String TO = "rmail bob@example.org";

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  Path folder;

  @BeforeEach
  void needsThePeer() {
    assumeTrue(Taylor.isHere(), "install the Debian packages uucp and socat");
  }

  private static UucpSettings settings(String protocol) {
    return UucpSettings.of(Rig.NAME, Taylor.NAME).with(its -> its.protocols(protocol));
  }

  private static List<TestMail> mails(int count) {
    List<TestMail> mails = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = TestMail.text(i, size(i, count));
      mails.add(new TestMail(i + 1, "alice@example.org", text, "bob@example.org"));
    }
    return mails;
  }

  /** From 1 KiB for the first to 2 MiB for the last; most are small, as mail is. */
  private static int size(int number, int count) {
    double place = (double) number / Math.max(1, count - 1);
    return (int) (1024 * Math.pow(2 * 1024, Math.pow(place, 8)));
  }

  /** Queues mail over there; what is to be received of it. */
  private List<String> queue(Taylor taylor, int count) throws Exception {
    List<String> theirs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = TestMail.text(100_000 + i, size(i, count));
      taylor.mail(
          Rig.NAME, TO, file("From carol@example.net today\n" + text.replace("\r\n", "\n")));
      theirs.add("carol@example.net > [bob@example.org]: " + text);
    }
    return theirs;
  }

  /** The far side's end of a device is a terminal, and so is ours. */
  private Line terminal(Path device) throws IOException {
    PortProgram program = new PortProgram(folder.resolve("serial"));
    return new SerialDevice(device.toString(), 0, false, null, program).open(Rig.LIMIT);
  }

  private Path file(String text) throws IOException {
    Path file = Files.createTempFile(folder, "mail", ".txt");
    Files.writeString(file, text, ISO_8859_1);
    file.toFile().setReadable(true, false);
    return file;
  }

  private static String withoutFrom(String rmail) {
    assertTrue(rmail.startsWith("From alice@example.org "), "the From line names the sender");
    return rmail.substring(rmail.indexOf('\n') + 1);
  }

  private static List<String> bodies(Map<String, List<String>> executed) {
    return executed.getOrDefault(TO, List.of()).stream()
        .map(TaylorTest::withoutFrom)
        .map(TaylorTest::digest)
        .sorted()
        .toList();
  }

  private static List<String> sorted(List<TestMail> mails) {
    return mails.stream().map(TestMail::unixBody).map(TaylorTest::digest).sorted().toList();
  }

  private static List<String> digests(Collection<String> texts) {
    return texts.stream().map(TaylorTest::digest).sorted().toList();
  }

  /** Size and SHA-256, so that a difference can be read. */
  private static String digest(String text) {
    try {
      byte[] octets = text.getBytes(ISO_8859_1);
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(octets);
      return "%d octets %s".formatted(octets.length, HexFormat.of().formatHex(sum));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new AssertionError(everyJavaHasIt);
    }
  }

  @ParameterizedTest(name = "protocol {0}, through a pty: {1}")
  @CsvSource({"i,true", "i,false", "g,true", "g,false", "G,false", "v,false"})
  void mailGoesBothWaysInACallOfOurs(String protocol, boolean pty) throws Exception {
    int port = Rig.freePort();
    List<TestMail> mails = mails(MESSAGES);
    try (Rig rig = new Rig(folder.resolve("ours"));
        Taylor taylor = Taylor.make(folder.resolve("taylor"), Rig.NAME, protocol, port)) {
      List<String> theirs = queue(taylor, MESSAGES);

      CallFigures figures;
      if (pty) {
        Path device = folder.resolve("taylor/line");
        taylor.answer(device);
        figures = rig.call(terminal(device), settings(protocol), mails);
      } else {
        taylor.answer(port);
        figures = rig.call(port, settings(protocol), mails);
      }
      taylor.execute();

      assertEquals(sorted(mails), bodies(taylor.executed()));
      assertEquals(digests(theirs), digests(rig.received()));
      assertEquals(MESSAGES, figures.filesSent());
      assertTrue(
          !protocol.equals("g") || taylor.log().contains("sending packet/window 128/7"),
          "packets that cost less are asked for, of who can send them");
      assertTrue(
          mails.stream().allMatch(mail -> mail.outcomes().get(0) instanceof Delivered),
          "every recipient is settled");
      assertEquals(List.of(), rig.refused);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", "g"})
  void mailGoesBothWaysInACallOfTheFarSide(String protocol) throws Exception {
    try (ServerSocket server = SocketLine.listen();
        Rig rig = new Rig(folder.resolve("ours"));
        Taylor taylor =
            Taylor.make(folder.resolve("taylor"), Rig.NAME, protocol, server.getLocalPort())) {
      theFarSideCalls(taylor, rig, protocol, () -> SocketLine.of(server.accept()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", "g"})
  void mailGoesBothWaysInACallOfTheFarSideByACable(String protocol) throws Exception {
    Path ends = Files.createDirectory(folder.resolve("cable"));
    try (Cable cable = Cable.lay(ends);
        Rig rig = new Rig(folder.resolve("ours"));
        Taylor taylor =
            Taylor.make(folder.resolve("taylor"), Rig.NAME, protocol, cable.far().toRealPath())) {
      theFarSideCalls(taylor, rig, protocol, () -> woken(terminal(cable.near())));
    }
  }

  /** Whoever opens a terminal throws away what came before: the caller has to be first. */
  private static Line woken(Line line) throws IOException {
    byte[] octet = new byte[1];
    assertEquals(1, line.read(octet, 0, 1, Rig.LIMIT));
    assertEquals('\r', octet[0]);
    return line;
  }

  private void theFarSideCalls(Taylor taylor, Rig rig, String protocol, Callable<Line> line)
      throws Exception {
    List<TestMail> mails = mails(MESSAGES);
    List<String> theirs = queue(taylor, MESSAGES);
    Future<CallFigures> answered =
        rig.meanwhile(() -> rig.answer(line.call(), settings(protocol), mails));

    assertEquals(0, taylor.call(Rig.NAME), taylor.log());
    assertEquals(MESSAGES, answered.get().filesReceived());
    taylor.execute();

    assertEquals(sorted(mails), bodies(taylor.executed()));
    assertEquals(digests(theirs), digests(rig.received()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", "g"})
  void aTransferThatWasCutAnywhereIsFinishedByTheNextCallAndArrivesOnce(String protocol)
      throws Exception {
    int port = Rig.freePort();
    List<TestMail> mails = new ArrayList<>();
    Random random = new Random(20261128);
    long resumed = 0;
    try (Rig rig = new Rig(folder.resolve("ours"));
        Taylor taylor = Taylor.make(folder.resolve("taylor"), Rig.NAME, protocol, port)) {
      taylor.answer(port);
      for (int i = 0; i < CUTS; i++) {
        TestMail mail =
            new TestMail(i + 1, "alice@example.org", TestMail.text(i, 60_000), "bob@example.org");
        mails.add(mail);
        try (Socket cut = new Socket(InetAddress.getLoopbackAddress(), port)) {
          Line line = SocketLine.over(cut, 200L + random.nextInt(61_000));
          rig.call(line, settings(protocol), List.of(mail));
        } catch (IOException carrierLost) {
          assertTrue(mail.outcomes().size() <= 1, "an outcome at most once");
        }
        awaitUnlocked(taylor, protocol);
        resumed += rig.call(port, settings(protocol), List.of(mail)).octetsSent();
        assertEquals(1, mail.outcomes().size());
      }
      taylor.execute();

      assertEquals(sorted(mails), bodies(taylor.executed()));
      assertTrue(resumed < CUTS * 62_000L * 9 / 10, "goes on where it broke off");
    }
  }

  /**
   * The far side notices a lost line when it reads from it; until then it has the system locked.
   */
  private static void awaitUnlocked(Taylor taylor, String protocol) throws Exception {
    for (int i = 0; taylor.isLocked(Rig.NAME); i++) {
      assertTrue(i < 600, "the lock of a call that was cut, with protocol " + protocol);
      Thread.sleep(50);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", "g"})
  void whatTheFarSideSendsIsFinishedByTheNextCallAndArrivesOnce(String protocol) throws Exception {
    Random random = new Random(82);
    List<String> theirs = new ArrayList<>();
    List<String> received = new ArrayList<>();
    long resumed = 0;
    try (ServerSocket server = SocketLine.listen();
        Rig rig = new Rig(folder.resolve("ours"));
        Taylor taylor =
            Taylor.make(folder.resolve("taylor"), Rig.NAME, protocol, server.getLocalPort())) {
      for (int i = 0; i < CUTS; i++) {
        String text = TestMail.text(3_000 + i, 60_000);
        theirs.add("carol@example.net > [bob@example.org]: " + text);
        taylor.mail(
            Rig.NAME, TO, file("From carol@example.net today\n" + text.replace("\r\n", "\n")));
        long cutAfter = 200L + random.nextInt(61_000);
        Future<UucpCall> cut =
            rig.meanwhile(
                () ->
                    UucpCall.answer(
                        SocketLine.over(server.accept(), cutAfter),
                        Rig.NAME,
                        Rig.LIMIT,
                        name -> settings(protocol),
                        rig.spool,
                        rig));
        taylor.call(Rig.NAME);
        Await.until("it was answered", cut::isDone);
        Future<CallFigures> answered =
            rig.meanwhile(
                () -> rig.answer(SocketLine.of(server.accept()), settings(protocol), List.of()));
        assertEquals(0, taylor.call(Rig.NAME), taylor.log());
        resumed += answered.get().octetsResumed();
        received.addAll(rig.received());
      }
    }
    assertEquals(CUTS, received.size());
    assertEquals(digests(theirs), digests(received));
    assertTrue(resumed > 0, "goes on where it broke off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSMTP", "RCSMTP", "RGSMTP"})
  void batchedSmtpIsReadByTheFarSidesOwnPrograms(MailForm form) throws Exception {
    int port = Rig.freePort();
    String body = "Subject: dots\r\n\r\n.\r\n..\r\n.x\r\n" + TestMail.text(5, 90_000);
    TestMail mail =
        new TestMail(1, "alice@example.org", body, "\"odd one\"@example.org", "bob@example.org");
    try (Rig rig = new Rig(folder.resolve("ours"));
        Taylor taylor = Taylor.make(folder.resolve("taylor"), Rig.NAME, "i", port)) {
      taylor.answer(port);

      rig.call(port, settings("i").with(its -> its.form(form)), List.of(mail));
      taylor.execute();

      byte[] sent =
          taylor.executed().getOrDefault(form.command(), List.of()).get(0).getBytes(ISO_8859_1);
      String batch = new String(unpacked(sent, form), ISO_8859_1);
      String start =
          "HELO spool\nMAIL FROM:<alice@example.org>\nRCPT TO:<\"odd one\"@example.org>\n";
      assertTrue(
          batch.startsWith(start + "RCPT TO:<bob@example.org>\nDATA\nSubject: dots\n"), batch);
      assertTrue(batch.contains("\n\n..\n...\n..x\n"), "dots are doubled");
      assertTrue(batch.endsWith("\n.\nQUIT\n"), "it ends");
    }
  }

  private byte[] unpacked(byte[] octets, MailForm form) throws Exception {
    if (form == MailForm.RSMTP) {
      return octets;
    }
    Path packed = folder.resolve("batch");
    Files.write(packed, octets);
    Process gzip = new ProcessBuilder("gzip", "-dc").redirectInput(packed.toFile()).start();
    byte[] plain = gzip.getInputStream().readAllBytes();
    assertEquals(0, gzip.waitFor());
    return plain;
  }

  @Test
  void theFarSideMayNotKnowExecuteCommandsSizesOrRestart() throws Exception {
    TestMail mail =
        new TestMail(9, "alice@example.org", TestMail.text(9, 5_000), "bob@example.org");
    TestMail odd = new TestMail(10, "alice@example.org", "x\r\n", "|sh@example.org");
    int port = Rig.freePort();
    try (Rig rig = new Rig(folder.resolve("ours"));
        OldUucico between = new OldUucico(port);
        Taylor taylor = Taylor.make(folder.resolve("taylor"), Rig.NAME, "g", port)) {
      taylor.answer(port);

      CallFigures figures = rig.call(between.port(), settings("g"), List.of(mail, odd));
      taylor.execute();

      assertEquals(2, figures.filesSent(), "a data file and an execute file");
      assertEquals(sorted(List.of(mail)), bodies(taylor.executed()));
      assertTrue(odd.outcomes().get(0) instanceof Refused, "no shell ever sees such an address");
    }
  }
}
