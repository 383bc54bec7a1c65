package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.testkit.Await;
import spooler.testkit.uucp.Taylor;
import spooler.testkit.uucp.TestMail;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.uucp.UucpRefusedException.Reason;

/** What the two systems agree upon before the packets begin, and why uucico may not want a call. */
@SuppressWarnings("NullAway.Init") // JUnit and each test do
class RefusedTest {
  @TempDir Path folder;
  private int port;
  private Rig rig;
  private Taylor taylor;

  @BeforeEach
  void begin() throws Exception {
    assumeTrue(Taylor.isHere(), "install the Debian packages uucp and socat");
    port = Rig.freePort();
    rig = new Rig(folder.resolve("ours"));
  }

  @AfterEach
  void end() {
    rig.close();
    if (taylor != null) {
      taylor.close();
    }
  }

  private void answers(String protocols, String... more) throws Exception {
    taylor = Taylor.make(folder.resolve("taylor"), Rig.NAME, protocols, port, more);
    taylor.answer(port);
  }

  private static UucpSettings settings() {
    return UucpSettings.of(Rig.NAME, Taylor.NAME);
  }

  private Reason refused(UucpSettings settings) {
    UucpRefusedException refused =
        assertThrows(
            UucpRefusedException.class, () -> rig.call(port, settings, List.of()).filesSent());
    assertTrue(String.valueOf(refused.getMessage()).length() > 20, "says why, in words");
    return refused.reason();
  }

  @Test
  void aSystemThatDoesNotKnowOurName() throws Exception {
    answers("i");
    assertEquals(Reason.UNKNOWN_SYSTEM, refused(UucpSettings.of("stranger", Taylor.NAME)));
  }

  @Test
  void aSystemThatIsAnotherThanExpected() throws Exception {
    answers("i");
    assertEquals(Reason.WRONG_SYSTEM, refused(UucpSettings.of(Rig.NAME, "depot")));
  }

  @Test
  void aLoginThatIsAnotherSystems() throws Exception {
    answers("i", "called-login uuother");
    assertEquals(Reason.LOGIN, refused(settings()));
  }

  @Test
  void noProtocolThatBothKnow() throws Exception {
    answers("g");
    assertEquals(Reason.NO_PROTOCOL, refused(settings().with(its -> its.protocols("i"))));
  }

  @Test
  void aSystemThatTalksToUsAlready() throws Exception {
    answers("i");
    try (UucpCall first = UucpCall.place(SocketLine.to(port), settings(), rig.spool, rig)) {
      Await.until("it is locked", () -> taylor.isLocked(Rig.NAME));
      assertEquals(Reason.LOCKED, refused(settings()));
      assertTrue(first.end(Rig.LIMIT), "the first call is none the worse for it");
    }
  }

  @Test
  void callsAreNumberedAndOneWithAnotherNumberIsRefused() throws Exception {
    answers("i", "sequence true");
    UucpSettings numbered = settings().with(its -> its.sequenced(true));
    for (int call = 0; call < 3; call++) {
      rig.call(port, numbered, List.of());
    }
    assertEquals(Reason.BAD_SEQUENCE, refused(settings()));
    try (Rig impostor = new Rig(folder.resolve("impostor"))) {
      UucpRefusedException found =
          assertThrows(
              UucpRefusedException.class,
              () -> impostor.call(port, numbered, List.of()).filesSent());
      assertEquals(Reason.BAD_SEQUENCE, found.reason());
    }
  }

  @Test
  void onlyMailOfTheGradeThatWasAskedForIsSentToUs() throws Exception {
    answers("i");
    Path letter = folder.resolve("letter");
    for (String grade : List.of("Z", "A")) {
      Files.writeString(letter, "From carol@example.net now\n\ngrade " + grade + "\n", ISO_8859_1);
      assertTrue(letter.toFile().setReadable(true, false));
      taylor.mail(Rig.NAME, "rmail bob@example.org", grade, letter);
    }
    rig.call(port, settings().with(its -> its.lowestGrade('N')), List.of());
    assertEquals(List.of("carol@example.net > [bob@example.org]: \r\ngrade A\r\n"), rig.received());
    rig.call(port, settings(), List.of());
    assertEquals(List.of("carol@example.net > [bob@example.org]: \r\ngrade Z\r\n"), rig.received());
  }

  /** Packed by gzip(1), and sent by uux and uucico. */
  @Test
  void aPackedBatchOfTheRealPeerComesInAsMail() throws Exception {
    answers("i");
    Path batch = folder.resolve("batch");
    Files.writeString(batch, StoredBatch.TEXT, ISO_8859_1);
    assertEquals(0, new ProcessBuilder("gzip", batch.toString()).start().waitFor());
    Path packed = folder.resolve("batch.gz");
    assertTrue(packed.toFile().setReadable(true, false));
    taylor.mail(Rig.NAME, "rgsmtp", packed);
    rig.call(port, settings(), List.of());
    assertEquals(List.of(StoredBatch.RECEIVED), rig.received());
  }

  @Test
  void aMessageThatIsCancelledOnItsWayIsCutAndTheNextCallGoesOn() throws Exception {
    answers("i");
    String text = TestMail.text(7, 400_000);
    TestMail cancelled = new TestMail(7, "alice@example.org", text, "bob@example.org");
    Line line = new HeldLine(SocketLine.to(port), 100_000, cancelled::cancel);
    assertThrows(
        InterruptedIOException.class,
        () -> rig.call(line, settings(), List.of(cancelled)).filesSent());
    assertEquals(List.of(), cancelled.outcomes());
    Await.until("the far side has noticed", () -> !taylor.isLocked(Rig.NAME));

    TestMail again = new TestMail(7, "alice@example.org", text, "bob@example.org");
    long sent = rig.call(port, settings(), List.of(again)).octetsSent();
    taylor.execute();
    assertTrue(sent < 350_000, "goes on where it was cut: " + sent);
    assertEquals(1, again.outcomes().size());
    assertEquals(1, taylor.executed().getOrDefault("rmail bob@example.org", List.of()).size());
  }

  /** Lets so many octets out, and holds the rest until it is closed. */
  private record HeldLine(Line line, AtomicLong left, Runnable then, CountDownLatch closed)
      implements Line {
    HeldLine(Line line, long octets, Runnable then) {
      this(line, new AtomicLong(octets), then, new CountDownLatch(1));
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
      return line.read(buffer, offset, length, limit);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      if (left.addAndGet(-length) < 0) {
        then.run();
        try {
          assertTrue(closed.await(20, TimeUnit.SECONDS), "it is cut");
        } catch (InterruptedException stopped) {
          throw new IOException(stopped);
        }
      }
      line.write(octets, offset, length);
    }

    @Override
    public void close() {
      line.close();
      closed.countDown();
    }
  }
}
