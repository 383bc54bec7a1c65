package spooler.transport.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.transport.TransportProvider;

/** What a configuration may say, and what is said of one that is wrong. */
final class ModemSettingsTest {
  private static final Path FOLDER = Path.of("/nowhere");

  private static ModemOffer offer(Object... more) {
    return Configs.offer(Configs.in(FOLDER, 2000, more));
  }

  @Test
  void theServicePropertiesSayWhatTheTransportIs() {
    Map<String, Object> properties = offer("line", "/dev/ttyUSB7", "number", "555").properties();
    assertEquals("line:/dev/ttyUSB7", properties.get(TransportProvider.RESOURCE));
    assertEquals(true, properties.get(TransportProvider.ON_DEMAND));
    assertEquals(true, properties.get(TransportProvider.BY_GRADE));
    assertEquals(2, properties.get(TransportProvider.LANES));
    assertEquals(1, offer("spooler.transport.lanes", 1).properties().get(TransportProvider.LANES));
    assertEquals(
        "the cable", offer("resource", "the cable").properties().get(TransportProvider.RESOURCE));
  }

  @Test
  @DisplayName(
      "R52: what would ask a user declares that it does not honour FLUSH_NO_UI, and no other")
  void whatAsksDeclaresIt() {
    assertEquals(true, honours());
    assertEquals(false, honours("confirmDialling", true));
    assertEquals(false, honours("chat", "word: \\P"));
    assertEquals(true, honours("chat", "word: \\P", ".password", "x"));
    assertEquals(true, honours("chat", "word: \\P", ".password", "x", "unattended", true));
  }

  private static @Nullable Object honours(Object... more) {
    ModemOffer offer = offer(more);
    assertEquals("", offer.problem());
    return offer.properties().get(TransportProvider.HONOURS_NO_UI);
  }

  @ParameterizedTest
  @CsvSource({
    "line, ttyUSB0, 'line = \"ttyUSB0\": use a device'",
    "line, tcp:host, 'line = \"tcp:host\": use a device'",
    "line, tcp:host:99999, 'line = \"tcp:host:99999\": use a device'",
    "line, program, 'line = \"program\", command = \"\": command is for'",
    "number, ATH, 'number = \"ATH\": use digits'",
    "init, 'E0', 'init = \"E0\": write each command with its AT'",
    "dial, ATX, 'dial = \"ATX\": use ATDT'",
    "reset, power, 'reset = \"power\": use dtr, run'",
    "reset, run, 'reset, resetCommand: a reset with run needs'",
    "chat, 'ogin: \\L', 'login is missing'",
    "busyRedials, 21, 'busyRedials = \"21\": use 0 to 20'",
    "busyRedials, many, 'busyRedials cannot be read: write it like'",
    "speed, -1, 'speed = \"-1\": use bits a second'",
    "uucpPeer, ../hub, 'uucpName = \"office\", uucpPeer = \"../hub\": give'",
    "spooler.transport.lanes, 5, 'spooler.transport.lanes = \"5\": use 1 to 4'",
    "form, letter, 'form = \"letter\": use rmail'",
    "answerPort, 540, 'answerLogin is missing'",
    "answerLogin, hub, 'answerPasswordFile is missing'"
  })
  void whatIsWrongIsSaidInPlainWords(String key, String value, String begins) {
    ModemOffer wrong = offer(key, value);
    assertNull(wrong.settings());
    assertTrue(wrong.problem().startsWith(begins), wrong.problem());
    assertEquals(false, wrong.properties().get(TransportProvider.HONOURS_NO_UI));
  }

  @Test
  void whatNobodyIsThereForIsRefused() {
    assertTrue(
        offer("unattended", true, "confirmDialling", true).problem().startsWith("unattended"));
    assertTrue(offer("unattended", true, "chat", "word: \\P").problem().startsWith("unattended"));
  }

  @Test
  void noSecretIsInTheServicePropertiesOrInTheSettingsText() {
    ModemOffer offer =
        offer(
            "chat",
            "word: \\P",
            ".password",
            "s3cret",
            "answerLogin",
            "hub",
            ".answerPassword",
            "t0psecret");
    assertEquals("", offer.problem());
    for (String shown :
        Arrays.asList(offer.properties().toString(), String.valueOf(offer.settings()))) {
      assertFalse(shown.contains("s3cret") || shown.contains("t0psecret"), shown);
    }
  }
}
