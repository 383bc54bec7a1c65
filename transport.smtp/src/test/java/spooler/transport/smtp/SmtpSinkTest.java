package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;
import spooler.api.transport.RecipientOutcome.Delivered;

/** What a real server receives, octet by octet. Octets are written as Latin-1 text. */
@Timeout(60)
class SmtpSinkTest {
  private static final String HEADER =
      "From: ann@example.org\r\nTo: bob@example.org\r\nSubject: gr\u00fc\u00dfe\r\n\r\n";

  private Path folder;

  @BeforeEach
  void keepMessagesIn(@TempDir Path fresh) {
    folder = fresh;
  }

  @Test
  void eightBitText() throws Exception {
    arrivesAsItIs(HEADER + "na\u00efve caf\u00e9 \u0080\u00ff \0 end\r\n");
  }

  @Test
  void longLines() throws Exception {
    arrivesAsItIs(HEADER + "x".repeat(998) + "\r\n" + "y".repeat(2_000_000) + "\r\n");
  }

  @Test
  void dotsAtLineStarts() throws Exception {
    arrivesAsItIs(HEADER + ".\r\n..\r\n...\r\n.hidden\r\n\r\n.\r\nQUIT\r\n");
  }

  @Test
  void bareCrAndLfBecomeLineEnds() throws Exception {
    assertEquals(
        HEADER + "one\r\ntwo\r\nthree\r\n\r\nfour\r\n.\r\nfive\r\n",
        received(HEADER + "one\ntwo\rthree\r\r\nfour\n.\nfive"));
  }

  @Test
  void anAttachment() throws Exception {
    byte[] picture = new byte[300_000];
    new Random(1).nextBytes(picture);
    String attachment =
        Base64.getMimeEncoder().encodeToString(picture); // lines of 76, CRLF between them
    arrivesAsItIs(
        "From: ann@example.org\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n"
            + "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n\u00e4\u00f6\u00fc\r\n"
            + "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + attachment
            + "\r\n--b--\r\n");
  }

  @Test
  void anyOctetsAtAll() throws Exception {
    Random random = new Random(2);
    StringBuilder body = new StringBuilder(HEADER);
    for (int i = 0; i < 500_000; i++) {
      char octet = (char) random.nextInt(256);
      body.append(octet == '\r' || octet == '\n' ? "\r\n." : octet);
    }
    arrivesAsItIs(body.append("\r\n").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-p", "-e", "-E"}) // no pipelining, no ESMTP, no enhanced codes
  void plainerServersReceiveTheSame(String option) throws Exception {
    String plain = "Subject: x\r\n\r\n.dot\r\nend\r\n";
    assertEquals(plain, received(plain, option));
  }

  @Test
  void theEnvelopeIsWhatWasAskedFor() throws Exception {
    try (SmtpSink sink = SmtpSink.start(folder)) {
      send(sink, Letter.of(null, "x\r\n", "bob@example.org", "\"e v e\"@example.org"));
      String dump = sink.onlyDump();
      assertTrue(dump.contains("\nX-Mail-Args: <> BODY=8BITMIME\n"), dump);
      assertTrue(dump.contains("\nX-Rcpt-Args: <bob@example.org>\n"), dump);
      assertTrue(dump.contains("\nX-Rcpt-Args: <\"e v e\"@example.org>\n"), dump);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-qCONNECT", "-rCONNECT", "-fCONNECT", "-qEHLO", "-rEHLO"})
  void aServerThatDoesNotLetUsInIsPassedOver(String option) throws Exception {
    Path another = Files.createDirectory(folder.resolve("another"));
    try (SmtpSink sick = SmtpSink.start(another, option);
        SmtpSink well = SmtpSink.start(folder)) {
      Letter letter = Letter.to("bob@example.org");
      String both = "localhost:%d, localhost:%d".formatted(sick.port(), well.port());
      send(Map.of("host", both), letter);
      assertInstanceOf(Delivered.class, letter.outcomes().get(0));
      assertEquals("Subject: x\r\n\r\nhello\r\n", well.onlyMessage().replace("\n", "\r\n"));
    }
  }

  private void arrivesAsItIs(String body) throws Exception {
    assertEquals(body, received(body));
  }

  private String received(String body, String... options) throws Exception {
    try (SmtpSink sink = SmtpSink.start(folder, options)) {
      Letter letter =
          Letter.of(
              Address.smtp("ann@example.org"),
              body.getBytes(StandardCharsets.ISO_8859_1),
              "bob@example.org");
      send(sink, letter);
      assertInstanceOf(Delivered.class, letter.outcomes().get(0));
      String message = sink.onlyMessage();
      assertEquals(-1, message.indexOf('\r'), "a bare CR reached the wire");
      return message.replace("\n", "\r\n");
    }
  }

  private static void send(SmtpSink sink, Letter letter) throws IOException {
    send(Map.of("host", "localhost", "port", sink.port()), letter);
  }

  private static void send(Map<String, Object> settings, Letter letter) throws IOException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    Means means = Configs.means(settings, clock, Ticker.SYSTEM);
    SmtpMedium medium = new SmtpMedium(means, new RecordingSupport());
    medium.open();
    medium.send(letter);
    medium.close();
    medium.signOff();
    clock.shutdownNow();
  }
}
