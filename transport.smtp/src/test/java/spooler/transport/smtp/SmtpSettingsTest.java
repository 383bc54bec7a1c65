package spooler.transport.smtp;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.transport.kit.secret.Secret;
import spooler.transport.smtp.tls.TlsMode;
import spooler.transport.smtp.tls.TlsSettings;

/** Settings are checked once, and every bad one is named with what to write instead. */
class SmtpSettingsTest {
  @Test
  void aHostIsEnough() {
    SmtpSettings settings = SmtpSettings.of(Configs.of(Map.of("host", " mail.example.org ")));
    assertEquals(List.of(new Relay("mail.example.org", 25)), settings.relays());
    assertEquals(
        new Patience(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10)),
        settings.patience());
    assertEquals(new Limits(0, 10, 0, 0, 0), settings.limits());
    assertEquals(1, settings.lanes());
    assertFalse(settings.onDemand());
    assertFalse(settings.heloName().isBlank());
  }

  @Test
  void allMayBeSaidAsText() {
    SmtpSettings settings =
        SmtpSettings.of(
            Configs.of(
                Map.ofEntries(
                    entry("host", "2001:db8::1, [2001:db8::2]:2526,backup.example.org:587"),
                    entry("port", "2525"),
                    entry("heloName", "[192.0.2.1]"),
                    entry("connectTimeoutMillis", "1"),
                    entry("replyTimeoutMillis", "2"),
                    entry("retryAfterSeconds", "3"),
                    entry("failbackSeconds", "4"),
                    entry("idleSeconds", "0"),
                    entry("messagesPerMinute", "6"),
                    entry("burst", "7"),
                    entry("maxMessageKiB", "8"),
                    entry("messagesPerConnection", "9"),
                    entry("recipientsPerMessage", "10"),
                    entry("spooler.transport.lanes", "11"),
                    entry("spooler.transport.on.demand", "true"))));
    TlsSettings required =
        new TlsSettings(TlsMode.REQUIRED, null, Secret.NONE, null, Secret.NONE, Set.of());
    assertEquals(
        new SmtpSettings(
            List.of(
                new Relay("2001:db8::1", 2525),
                new Relay("2001:db8::2", 2526),
                new Relay("backup.example.org", 587)),
            required,
            null,
            "[192.0.2.1]",
            new Patience(
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ZERO),
            new Limits(6, 7, 8192, 9, 10),
            11,
            true),
        settings);
    assertEquals("[2001:db8::1]:2525", settings.relays().get(0).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example.org, 25,   '',            REQUIRED",
    "mail.example.org, 587,  '',            REQUIRED",
    "mail.example.org, 465,  '',            IMPLICIT",
    "mail.example.org, 465,  required,      REQUIRED",
    "mail.example.org, 25,   Opportunistic, OPPORTUNISTIC",
    "mail.example.org, 25,   none,          NONE",
    "'localhost, mail.example.org',       25,  '',       REQUIRED",
    "'mail.example.org:465, [::1]:465',   25,  '',       IMPLICIT",
    "'mail.example.org:465, b.example',   25,  implicit, IMPLICIT",
    "'localhost:2525, 127.0.0.1',         25,  '',       NONE",
    "localhost,        25,   '',            NONE",
    "127.9.9.9,        2525, '',            NONE",
    "[::1],            25,   '',            NONE",
    "0:0:0:0:0:0:0:1,  25,   '',            NONE",
    "localhost,        465,  '',            IMPLICIT",
    "localhost,        25,   required,      REQUIRED",
    "127.example.org,  25,   '',            REQUIRED",
    "notlocalhost,     25,   '',            REQUIRED"
  })
  void itIsEncryptedUnlessItNeverLeavesThisComputer(
      String host, int port, String tls, TlsMode expected) {
    Map<String, Object> configured = Map.of("host", host, "port", port, "tls", tls);
    assertEquals(expected, SmtpSettings.of(Configs.of(configured)).tls().mode());
  }

  @ParameterizedTest
  @CsvSource({
    "host,                    ''",
    "host,                    two words",
    "host,                    'mail.example.org,'",
    "host,                    'a.example, , b.example'",
    "host,                    'a.example b.example'",
    "host,                    'a.example:465, b.example:587'",
    "host,                    mail.example.org:smtp",
    "port,                    70000",
    "host,                    smtp://mail.example.org",
    "port,                    0",
    "port,                    65536",
    "port,                    smtp",
    "tls,                     starttls",
    "tlsTrust,                /nowhere/ca.pem",
    "tlsKey,                  /nowhere/key.pem",
    "tlsFingerprint,          12:34",
    "heloName,                two words",
    "connectTimeoutMillis,    0",
    "connectTimeoutMillis,    soon",
    "replyTimeoutMillis,      -1",
    "replyTimeoutMillis,      9223372036854775807",
    "retryAfterSeconds,       0",
    "retryAfterSeconds,       1 min",
    "failbackSeconds,         0",
    "failbackSeconds,         86401",
    "idleSeconds,             -1",
    "idleSeconds,             86401",
    "messagesPerMinute,       -1",
    "messagesPerMinute,       fast",
    "burst,                   0",
    "maxMessageKiB,           -1",
    "messagesPerConnection,   -1",
    "recipientsPerMessage,    -1",
    "spooler.transport.lanes, 0",
    "spooler.transport.lanes, many"
  })
  void aBadValueIsNamedWithAnExample(String key, String value) {
    Map<String, Object> configured = Configs.with(Map.of("host", "mail.example.org"), key, value);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> SmtpSettings.of(Configs.of(configured)));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(key + " "), message);
    assertTrue(
        message.matches("(?s).*(e\\.g\\. |write |use one of |there is no file ).*"), message);
  }
}
