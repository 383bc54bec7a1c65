package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3207, RFC 8314: nothing goes over a line that is not encrypted as it must be. */
class SmtpTlsTest extends RelayTest {
  private static final String BOB = "bob@example.org";
  private static final Authority AUTHORITY = new Authority();
  private static final Authority STRANGER = new Authority();

  private Path folder;

  @BeforeEach
  void offerStartTls(@TempDir Path fresh) {
    folder = fresh;
    relay.offering("PIPELINING", "8BITMIME", "STARTTLS");
    relay.encrypting(AUTHORITY.issue("127.0.0.1", "relay.test").context(), false);
  }

  private SmtpMedium trusting(Map<String, Object> more) throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("tls", "required");
    settings.put("tlsTrust", AUTHORITY.pem(folder).toString());
    settings.putAll(more);
    return mediumWith(settings);
  }

  private String refusal() {
    IOException refused = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertFalse(relay.heard().stream().anyMatch(c -> c.startsWith("MAIL")), "nothing was sent");
    return String.valueOf(refused.getMessage());
  }

  @Test
  void afterStartTlsEverythingBeginsAnew() throws IOException {
    medium = trusting(Map.of());
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
    assertEquals(
        List.of("EHLO client.test", "STARTTLS", "EHLO client.test", "MAIL FROM:<ann@example.org>"),
        relay.heard().subList(0, 4).stream().map(c -> c.replaceAll(" BODY=.*", "")).toList());
  }

  @Test
  void implicitTlsIsEncryptedFromTheFirstOctet() throws IOException {
    relay.encrypting(AUTHORITY.issue("127.0.0.1").context(), true);
    medium = trusting(Map.of("tls", "implicit"));
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
    assertFalse(relay.heard().contains("STARTTLS"));
  }

  @Test
  void aLargeMessageArrivesWholeOverTls() throws IOException {
    medium = trusting(Map.of());
    String body = "Subject: big\r\n\r\n" + ".\r\nx".repeat(500_000) + "\r\n";
    Letter letter = Letter.of(null, body, BOB);
    send(letter);
    assertEquals(body.replace("\r\n.", "\r\n.."), relay.messages().get(0));
  }

  @Test
  void trustMayComeFromPkcs12() throws Exception {
    medium =
        trusting(
            Map.of(
                "tlsTrust",
                AUTHORITY.pkcs12(folder, "geheim").toString(),
                ".tlsTrustPassword",
                "geheim"));
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
  }

  @Test
  void aRelayWithoutStartTlsGetsNothing() throws IOException {
    relay.offering("PIPELINING");
    medium = trusting(Map.of());
    assertTrue(refusal().contains("the relay offers no STARTTLS"));
  }

  @Test
  void aRelayThatRefusesStartTlsGetsNothing() throws IOException {
    relay.at("STARTTLS", "454 4.7.0 TLS not available");
    medium = trusting(Map.of());
    assertTrue(refusal().contains("454 4.7.0 TLS not available"));
  }

  @Test
  void whatIsSaidBeforeEncryptionIsNotTakenForWhatIsSaidAfter() throws IOException {
    relay.at("STARTTLS", "220 go ahead\r\n250-relay.test\r\n250 AUTH PLAIN");
    medium = trusting(Map.of());
    assertTrue(refusal().contains("the relay said more after its answer to STARTTLS"));
    assertEquals(List.of("EHLO client.test", "STARTTLS"), relay.heard());
  }

  @Test
  void whatWasOfferedInTheClearIsForgotten() throws IOException {
    relay.at("EHLO", "250-relay.test\r\n250-STARTTLS\r\n250 SMTPUTF8", "250 relay.test");
    medium = trusting(Map.of());
    Letter letter = Letter.to("j\u00fcrgen@example.org");
    send(letter);
    assertTrue(letter.outcomes().get(0).toString().contains("5.6.7"), "SMTPUTF8 is not offered");
  }

  @Test
  void aCertificateOfAStrangerIsRefusedWithWhatToDo() throws IOException {
    Authority.Identity shown = STRANGER.issue("127.0.0.1");
    relay.encrypting(shown.context(), false);
    medium = trusting(Map.of());
    String refusal = refusal();
    assertTrue(refusal.contains("not signed by anybody that is trusted here"), refusal);
    assertTrue(refusal.contains("tlsTrust = "), refusal);
    assertTrue(refusal.contains("tlsFingerprint = " + shown.fingerprint()), refusal);
  }

  @Test
  void withoutATrustFileJavasOwnAuthoritiesCount() {
    medium = mediumWith(Map.of("tls", "required"));
    assertTrue(refusal().contains("not signed by anybody that is trusted here"));
  }

  @Test
  void aCertificateForAnotherNameIsRefused() throws IOException {
    relay.encrypting(AUTHORITY.issue("other.example.org", "192.0.2.1").context(), false);
    medium = trusting(Map.of());
    String refusal = refusal();
    assertTrue(refusal.contains("is for other.example.org, 192.0.2.1, not for"), refusal);
  }

  @Test
  void aHostNameIsVerifiedToo() throws IOException {
    medium = trusting(Map.of("host", "localhost"));
    assertTrue(refusal().contains("is for 127.0.0.1, relay.test, not for"));
  }

  @Test
  void anExpiredCertificateIsRefused() throws IOException {
    relay.encrypting(AUTHORITY.issue(Duration.ofDays(-1), "127.0.0.1").context(), false);
    medium = trusting(Map.of());
    assertTrue(refusal().contains("its certificate has expired on "));
  }

  @Test
  void aPinnedCertificateNeedsNeitherNameNorIssuer() throws IOException {
    Authority.Identity shown = STRANGER.issue(Duration.ofDays(-1), "other.example.org");
    relay.encrypting(shown.context(), false);
    medium =
        mediumWith(
            Map.of(
                "tls",
                "required",
                "tlsFingerprint",
                "00".repeat(32) + ", " + withColons(shown.fingerprint())));
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
  }

  @Test
  void whereOneIsPinnedNoOtherIsTrusted() throws IOException {
    medium = trusting(Map.of("tlsFingerprint", "00".repeat(32)));
    String refusal = refusal();
    assertTrue(refusal.contains("expected is " + "00".repeat(32)), refusal);
  }

  private static String withColons(String hex) {
    return hex.replaceAll("..(?!$)", "$0:").toUpperCase(java.util.Locale.ROOT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientCertificateIsShownWhereItIsAskedFor(boolean pem) throws Exception {
    Authority.Identity client = AUTHORITY.issue("client.test");
    Path file = pem ? client.pem(folder) : client.pkcs12(folder, "geheim");
    medium = trusting(Map.of("tlsKey", file.toString(), ".tlsKeyPassword", pem ? "" : "geheim"));
    send(Letter.to(BOB));
    assertEquals(List.of("CN=client.test"), relay.clients());
  }

  @Test
  void aRelayThatSpeaksNoTlsIsSaidToSpeakNone() throws IOException {
    medium = trusting(Map.of("tls", "implicit"));
    assertTrue(refusal().contains("does not speak TLS on this port"));
  }

  @Test
  void aHandshakeThatHangsIsGivenUp() throws IOException {
    relay.silentInHandshake();
    medium = trusting(Map.of("connectTimeoutMillis", 300));
    assertTrue(refusal().contains("nothing moved in time"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"454 not now", "220 go ahead"})
  void opportunisticTlsGoesOnWithoutWhereItFails(String reply) throws IOException {
    relay.at("STARTTLS", reply);
    relay.breakingHandshakes();
    medium = mediumWith(Map.of("tls", "opportunistic"));
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
  }

  @Test
  void opportunisticTlsTakesAnyCertificate() throws IOException {
    relay.encrypting(STRANGER.issue(Duration.ofDays(-1), "other.example.org").context(), false);
    medium = mediumWith(Map.of("tls", "opportunistic"));
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
    assertEquals(1, relay.connections());
  }

  @Test
  void withoutTlsStartTlsIsNotSaid() throws IOException {
    send(Letter.to(BOB));
    assertFalse(relay.heard().contains("STARTTLS"));
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws IOException {
    Path file = AUTHORITY.issue("client.test").pem(folder);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertProblem("run: chmod 600 " + file, Map.of("tlsKey", file.toString()));
  }

  @Test
  void aFileWithAWrongPasswordIsRefused() throws IOException, GeneralSecurityException {
    Path file = AUTHORITY.issue("client.test").pkcs12(folder, "geheim");
    assertProblem("or its password is wrong", Map.of("tlsKey", file.toString()));
  }

  @Test
  void aFileWithoutACertificateIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("empty.pem"), "-----BEGIN NOTHING-----\n");
    assertProblem("there is no certificate in it", Map.of("tlsTrust", file.toString()));
  }

  @Test
  void trustWithoutVerificationIsRefused() throws IOException {
    Map<String, Object> pinned = Map.of("tls", "opportunistic", "tlsFingerprint", "00".repeat(32));
    assertProblem("nothing is verified otherwise", pinned);
  }

  private static void assertProblem(String expected, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(Map.of("host", "mail.example.org"));
    all.putAll(settings);
    String problem = Offer.of(Configs.of(all), all, Path.of("")).problem();
    assertTrue(problem.contains(expected), problem);
  }
}
