package spooler.transport.modem.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.testkit.Await;
import spooler.testkit.modem.FarSide;
import spooler.testkit.modem.HayesModem;
import spooler.transport.modem.at.ModemException.Kind;
import spooler.transport.modem.line.Port;

/** The AT dialogue with the modem of the testkit: every result, with echo, noise and silence. */
@Timeout(60)
abstract class ModemDialogue {
  static final Duration LIMIT = Duration.ofSeconds(5);
  private static final AtSettings SETTINGS =
      settings(List.of("AT&F", "ATE0V1"), Duration.ofMillis(400));

  private final List<Duration> pauses = new ArrayList<>();
  private Port port;
  private Modem modem;

  /** The computer's end of the line to it, the modem switched on. */
  abstract Port connect(Path folder, Consumer<HayesModem> setUp) throws IOException;

  /** The modem at that line. */
  abstract HayesModem plugged() throws Exception;

  /** Pulls it out. */
  abstract void unplug();

  static AtSettings settings(List<String> init, Duration reply) {
    return new AtSettings(init, "ATDT", reply, Duration.ofSeconds(2), Duration.ofMillis(60));
  }

  @BeforeEach
  void plugIn(@TempDir Path folder) throws IOException {
    port = connect(folder, modem -> modem.subscriber("5551234", ModemDialogue::answer));
    modem = new Modem(port, SETTINGS, this::pause);
  }

  @AfterEach
  void hangUp() {
    port.close();
  }

  private List<String> commands() throws Exception {
    return plugged().commands();
  }

  private void pause(Duration time) throws IOException {
    pauses.add(time);
    Pause.REAL.pause(time);
  }

  /** Says hello and listens to nothing. */
  private static FarSide answer() throws IOException {
    PipedOutputStream mouth = new PipedOutputStream();
    PipedInputStream says = new PipedInputStream(mouth);
    mouth.write("hello".getBytes(StandardCharsets.US_ASCII));
    return new FarSide(says, new ByteArrayOutputStream(), mouth);
  }

  @Test
  void itIsSetUpDialledReadFromAndHungUpInThisOrder() throws Exception {
    modem.init();
    assertEquals(9600, modem.dial("5551234"));
    assertEquals("hello", new String(read(7), StandardCharsets.US_ASCII).strip());
    modem.hangUp();
    assertEquals(List.of("AT&F", "ATE0V1", "ATDT5551234", "+++", "ATH"), commands());
    assertFalse(plugged().carrier());
  }

  @Test
  void theSilenceBeforeAndAfterThePlusesIsTheGuardTime() throws Exception {
    modem.init();
    modem.dial("5551234");
    modem.hangUp();
    assertEquals(List.of(SETTINGS.guard(), SETTINGS.guard()), pauses);
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY, BUSY",
    "NO ANSWER, NO_ANSWER",
    "NO CARRIER, NO_CARRIER",
    "NO DIALTONE, NO_DIALTONE",
    "NO DIAL TONE, NO_DIALTONE",
    "DELAYED 00:02:00, REFUSED",
    "BLACKLISTED, REFUSED",
    "ERROR, ERROR",
    "+CME ERROR: 30, ERROR"
  })
  void everyResultInWordsIsUnderstood(String result, Kind kind) throws Exception {
    plugged().reply("ATD", result);
    modem.init();
    ModemException failed = assertThrows(ModemException.class, () -> modem.dial("5551234"));
    assertEquals(kind, failed.kind());
    String why = String.valueOf(failed.getMessage());
    assertTrue(why.contains(result), why);
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY, BUSY",
    "NO ANSWER, NO_ANSWER",
    "NO CARRIER, NO_CARRIER",
    "NO DIALTONE, NO_DIALTONE",
    "ERROR, ERROR"
  })
  void everyResultInNumbersIsUnderstood(String result, Kind kind) throws Exception {
    Modem numeric = new Modem(port, settings(List.of("ATV0"), LIMIT), this::pause);
    plugged().reply("ATD", result);
    numeric.init();
    assertEquals(kind, assertThrows(ModemException.class, () -> numeric.dial("5551234")).kind());
  }

  @Test
  void aConnectionInNumbersHasItsSpeedToo() throws Exception {
    Modem numeric = new Modem(port, settings(List.of("ATE0V0"), LIMIT), this::pause);
    numeric.init();
    assertEquals(9600, numeric.dial("5551234"));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void noiseBeforeEveryResultIsPassedOver(boolean echo) throws Exception {
    plugged().noise("\u00ff\u0000~\u00c3garbage\r\n\u0081").echo(echo);
    modem.init();
    assertEquals(9600, modem.dial("5551234"));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void theSameIsSaidWithEchoOnOrOffAndResultsInWordsOrNumbers(boolean echo, boolean verbal)
      throws Exception {
    String init = "ATE%dV%d".formatted(echo ? 1 : 0, verbal ? 1 : 0);
    Modem other = new Modem(port, settings(List.of(init), LIMIT), this::pause);
    plugged().echo(echo).verbal(verbal);
    other.init();
    assertEquals(9600, other.dial("5551234"));
    assertEquals("hello", new String(read(verbal ? 7 : 6), StandardCharsets.US_ASCII).strip());
    other.hangUp();
    assertEquals(List.of(init, "ATDT5551234", "+++", "ATH"), commands());
    assertFalse(plugged().carrier());
  }

  @Test
  void endlessNoiseThatIsNoResultEndsWithTheLimit() throws Exception {
    plugged().reply("AT", "x".repeat(100_000));
    ModemException stuck = assertThrows(ModemException.class, modem::init);
    assertEquals(Kind.SILENT, stuck.kind());
  }

  @Test
  void aModemThatIsStuckIsAskedTwiceAndNamedAsSilent() throws Exception {
    plugged().mute(true);
    ModemException stuck = assertThrows(ModemException.class, modem::init);
    assertEquals(Kind.SILENT, stuck.kind());
    Await.until("it was asked twice", () -> commands().size() == 2);
    assertEquals(List.of("AT&F", "AT&F"), commands());
    String why = String.valueOf(stuck.getMessage());
    assertTrue(why.contains("AT&F"), why);
  }

  @Test
  void anInitCommandThatIsRefusedIsNamed() throws Exception {
    plugged().reply("AT&F", "ERROR");
    ModemException refused = assertThrows(ModemException.class, modem::init);
    assertEquals("the modem answers ERROR to AT&F", refused.getMessage());
  }

  @Test
  void aCallThatNobodyTakesEndsWithTheLimitAndIsBrokenOff() throws Exception {
    plugged().reply("ATD", "RINGING");
    modem.init();
    ModemException late = assertThrows(ModemException.class, () -> modem.dial("5551234"));
    assertEquals(Kind.NO_ANSWER, late.kind());
  }

  @Test
  void aModemThatIsPulledOutInTheMiddleOfDiallingIsAFailure() throws Exception {
    modem.init();
    plugged().reply("ATD", "RINGING");
    Thread puller = new Thread(this::unplug);
    Await.until("it is set up", () -> commands().size() == 2);
    puller.start();
    assertThrows(IOException.class, () -> modem.dial("5551234"));
    puller.join();
  }

  @Test
  void itWaitsForARingAndTakesTheCall() throws Exception {
    modem.init();
    assertFalse(modem.awaitRing(Duration.ofMillis(20)));
    plugged().ring(ModemDialogue::answer);
    assertTrue(modem.awaitRing(LIMIT));
    assertEquals(9600, modem.answer());
  }

  @Test
  void carrierThatIsLostBeforeTheHangUpIsNoReasonToWait() throws Exception {
    modem.init();
    modem.dial("5551234");
    plugged().dropCarrier();
    modem.hangUp();
    assertEquals(List.of("AT&F", "ATE0V1", "ATDT5551234", "ATH"), commandsWithoutPluses());
  }

  private List<String> commandsWithoutPluses() throws Exception {
    return commands().stream()
        .map(command -> command.replace("+++", ""))
        .filter(command -> !command.isEmpty())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"5551234;", "'555\rATH'", "''", "ATH0"})
  @DisplayName("a number that would end the command or begin another is refused")
  void aNumberThatIsNoneIsRefused(String number) {
    String why =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> AtSettings.number(number))
                .getMessage());
    assertTrue(why.startsWith("number = "), why);
  }

  private byte[] read(int length) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] block = new byte[length];
    while (heard.size() < length - 1) { // without the line end of CONNECT's
      heard.write(block, 0, port.read(block, 0, 1, LIMIT));
    }
    return new ByteArrayInputStream(heard.toByteArray()).readAllBytes();
  }
}
