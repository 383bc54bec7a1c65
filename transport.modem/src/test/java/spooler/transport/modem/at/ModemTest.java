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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.testkit.Await;
import spooler.testkit.modem.FarSide;
import spooler.testkit.modem.HayesModem;
import spooler.testkit.modem.TcpModem;
import spooler.transport.modem.at.ModemException.Kind;
import spooler.transport.modem.line.Port;
import spooler.transport.modem.line.TcpDevice;

/** The AT dialogue with the modem of the testkit: every result, with echo, noise and silence. */
@Timeout(60)
final class ModemTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final AtSettings SETTINGS =
      settings(List.of("AT&F", "ATE0V1"), Duration.ofMillis(400));

  private final List<Duration> pauses = new ArrayList<>();
  private TcpModem modems;
  private Port port;
  private Modem modem;

  private static AtSettings settings(List<String> init, Duration reply) {
    return new AtSettings(init, "ATDT", reply, Duration.ofSeconds(2), Duration.ofMillis(60));
  }

  @BeforeEach
  void plugIn() throws IOException {
    modems = new TcpModem(modem -> modem.subscriber("5551234", ModemTest::answer));
    port = new TcpDevice("127.0.0.1", modems.port()).open(LIMIT);
    modem = new Modem(port, SETTINGS, this::pause);
  }

  @AfterEach
  void pullOut() throws IOException {
    port.close();
    modems.close();
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

  private HayesModem plugged() throws Exception {
    Await.until("it is plugged in", () -> !modems.modems().isEmpty());
    return modems.modems().get(0);
  }

  @Test
  void itIsSetUpDialledReadFromAndHungUpInThisOrder() throws Exception {
    modem.init();
    assertEquals(9600, modem.dial("5551234"));
    assertEquals("hello", new String(read(7), StandardCharsets.US_ASCII).strip());
    modem.hangUp();
    assertEquals(List.of("AT&F", "ATE0V1", "ATDT5551234", "+++", "ATH"), modems.commands());
    assertEquals(0, modems.carriers());
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
    Await.until("it was asked twice", () -> modems.commands().size() == 2);
    assertEquals(List.of("AT&F", "AT&F"), modems.commands());
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
    Thread puller = new Thread(modems::unplug);
    Await.until("it is set up", () -> modems.commands().size() == 2);
    puller.start();
    assertThrows(IOException.class, () -> modem.dial("5551234"));
    puller.join();
  }

  @Test
  void itWaitsForARingAndTakesTheCall() throws Exception {
    modem.init();
    assertFalse(modem.awaitRing(Duration.ofMillis(20)));
    plugged().ring(ModemTest::answer);
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

  private List<String> commandsWithoutPluses() {
    return modems.commands().stream()
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
