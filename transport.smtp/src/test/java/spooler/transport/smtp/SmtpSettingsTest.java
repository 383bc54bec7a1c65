package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings are checked once, and every bad one is named with what to write instead. */
class SmtpSettingsTest {
  @Test
  void aHostIsEnough() {
    SmtpSettings settings = SmtpSettings.of(Configs.of(Map.of("host", " mail.example.org ")));
    assertEquals("mail.example.org:25", settings.relay());
    assertEquals(Duration.ofSeconds(30), settings.connectTimeout());
    assertEquals(Duration.ofMinutes(5), settings.replyTimeout());
    assertEquals(Duration.ofMinutes(1), settings.retryAfter());
    assertEquals(1, settings.lanes());
    assertFalse(settings.onDemand());
    assertFalse(settings.heloName().isBlank());
  }

  @Test
  void allMayBeSaidAsText() {
    SmtpSettings settings =
        SmtpSettings.of(
            Configs.of(
                Map.of(
                    "host", "2001:db8::1",
                    "port", "2525",
                    "heloName", "[192.0.2.1]",
                    "connectTimeoutMillis", "1",
                    "replyTimeoutMillis", "2",
                    "retryAfterSeconds", "3",
                    "spooler.transport.lanes", "4",
                    "spooler.transport.on.demand", "true")));
    assertEquals(
        new SmtpSettings(
            "2001:db8::1",
            2525,
            "[192.0.2.1]",
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofSeconds(3),
            4,
            true),
        settings);
    assertEquals("[2001:db8::1]:2525", settings.relay());
  }

  @ParameterizedTest
  @CsvSource({
    "host,                    ''",
    "host,                    two words",
    "host,                    smtp://mail.example.org",
    "port,                    0",
    "port,                    65536",
    "port,                    smtp",
    "heloName,                two words",
    "connectTimeoutMillis,    0",
    "connectTimeoutMillis,    soon",
    "replyTimeoutMillis,      -1",
    "replyTimeoutMillis,      9223372036854775807",
    "retryAfterSeconds,       0",
    "retryAfterSeconds,       1 min",
    "spooler.transport.lanes, 0",
    "spooler.transport.lanes, many"
  })
  void aBadValueIsNamedWithAnExample(String key, String value) {
    Map<String, Object> configured = Configs.with(Map.of("host", "mail.example.org"), key, value);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> SmtpSettings.of(Configs.of(configured)));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(key + " "), message);
    assertTrue(message.contains("e.g. ") || message.contains("write it like "), message);
  }
}
