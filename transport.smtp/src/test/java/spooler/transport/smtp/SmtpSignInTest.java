package spooler.transport.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.SpoolerNotification;

/** RFC 4954: signing in, and what happens when the relay does not want us. */
class SmtpSignInTest extends RelayTest {
  private static final String BOB = "bob@example.org";
  private static final String PASSWORD = "g\u00e9h\u00e9im =,x";
  private static final Authority AUTHORITY = new Authority();
  private static final Authority.Identity RELAY = AUTHORITY.issue("127.0.0.1");

  private final SignInDesk desk = new SignInDesk(PASSWORD);
  private Path folder;

  @BeforeEach
  void openTheDesk(@TempDir Path fresh) {
    folder = fresh;
    relay.encrypting(RELAY.context(), false).with(desk);
  }

  private SmtpMedium signingIn(String offered, Map<String, Object> more) throws IOException {
    relay.offering("PIPELINING", "STARTTLS", "AUTH " + offered);
    medium.close();
    Map<String, Object> settings = new HashMap<>();
    settings.put("tls", "required");
    settings.put("tlsTrust", AUTHORITY.pem(folder).toString());
    settings.put("username", SignInDesk.USER);
    settings.put(".password", PASSWORD);
    settings.putAll(more);
    return mediumWith(settings);
  }

  private String refusal() {
    IOException refused = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    medium.close();
    assertFalse(relay.heard().stream().anyMatch(c -> c.startsWith("MAIL")), "nothing was sent");
    return String.valueOf(refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-256", "CRAM-MD5", "PLAIN", "LOGIN"})
  void eachMechanismSignsIn(String mechanism) throws IOException {
    medium = signingIn(mechanism, Map.of());
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
    assertEquals(List.of(mechanism), desk.tried());
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN LOGIN CRAM-MD5 SCRAM-SHA-256, SCRAM-SHA-256",
    "LOGIN PLAIN CRAM-MD5,               CRAM-MD5",
    "LOGIN PLAIN,                        PLAIN",
    "GSSAPI NTLM LOGIN,                  LOGIN"
  })
  void theBestThatIsOfferedIsUsed(String offered, String used) throws IOException {
    medium = signingIn(offered, Map.of());
    send(Letter.to(BOB));
    assertEquals(List.of(used), desk.tried());
  }

  @Test
  void onlyWhatMayBeUsedIsUsedInThatOrder() throws IOException {
    medium = signingIn("PLAIN LOGIN SCRAM-SHA-256", Map.of("authMechanisms", "login, plain"));
    send(Letter.to(BOB));
    assertEquals(List.of("LOGIN"), desk.tried());
  }

  @Test
  void scramPlusIsBoundToTheCertificateOfTheRelay() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(RELAY.certificate().getEncoded());
    desk.bound("p=tls-server-end-point,,", hash); // RFC 5929, 4.1
    medium = signingIn("SCRAM-SHA-256 SCRAM-SHA-256-PLUS", Map.of());
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
    assertEquals(List.of("SCRAM-SHA-256-PLUS"), desk.tried());
  }

  @Test
  void scramSaysThatItCouldHaveBeenBoundWhereThatIsNotOffered() throws Exception {
    desk.bound("y,,", new byte[0]); // so that nobody can take the offer away unseen (RFC 5802, 6)
    medium = signingIn("SCRAM-SHA-256", Map.of());
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
  }

  @Test
  void aRelayThatKnowsOtherBindingsOnlyIsAskedWithoutAndRemembered() throws IOException {
    desk.bound("n,,", new byte[0]);
    relay.with(
        command -> command.startsWith("AUTH SCRAM-SHA-256-PLUS ") ? "535 no" : desk.reply(command));
    medium = signingIn("SCRAM-SHA-256 SCRAM-SHA-256-PLUS", Map.of());
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
    medium.close();
    medium.open();
    assertEquals(List.of("SCRAM-SHA-256", "SCRAM-SHA-256"), desk.tried());
    assertEquals(1, relay.heard().stream().filter(c -> c.contains("256-PLUS")).count());
  }

  @Test
  void aRelayThatDoesNotKnowThePasswordItselfIsNotTrusted() throws IOException {
    relay.with(
        command ->
            command.startsWith("AUTH ")
                ? desk.reply(command)
                : command.startsWith("Yz1") ? "235 welcome" : null); // c=..., without its proof
    medium = signingIn("SCRAM-SHA-256", Map.of());
    assertTrue(refusal().contains("without having proved that it knows the password"));
  }

  @Test
  void whatShowsThePasswordIsNotSaidInTheClear() throws IOException {
    medium = signingIn("PLAIN LOGIN", Map.of("tls", "none", "tlsTrust", ""));
    assertTrue(refusal().contains("use tls = required"));
    assertEquals(List.of(), desk.tried());
  }

  @Test
  void whatShowsThePasswordIsNotSaidToSomebodyUnverified() throws IOException {
    medium = signingIn("PLAIN LOGIN", Map.of("tls", "opportunistic", "tlsTrust", ""));
    assertTrue(refusal().contains("use tls = required"));
    assertEquals(List.of(), desk.tried());
  }

  @Test
  void whatShowsNothingMayBeSaidInTheClear() throws IOException {
    medium = signingIn("PLAIN SCRAM-SHA-256", Map.of("tls", "none", "tlsTrust", ""));
    desk.bound("n,,", new byte[0]);
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
  }

  @Test
  void aRelayThatOffersNothingUsableIsALineThatIsDown() throws IOException {
    medium = signingIn("GSSAPI", Map.of());
    assertTrue(refusal().contains("the server offers GSSAPI, and this side may use SCRAM-SHA-256"));
    relay.offering("STARTTLS");
    assertTrue(refusal().contains("(no AUTH)"));
    assertFalse(spooler.bits.contains(StatusCode.FAILURE), "it may be in order the next time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"535 5.7.8 no", "534 5.7.9 too weak", "538 5.7.11 encrypt", "504 5.5.4 what?"})
  void aRefusalPausesTheTransportUntilItIsValidated(String reply) throws IOException {
    relay.with(command -> command.startsWith("AUTH ") ? reply : null);
    medium = signingIn("PLAIN", Map.of());
    String reason = refusal();
    assertTrue(reason.startsWith("paused: relay 127.0.0.1:" + relay.port()), reason);
    assertTrue(reason.contains("refuses to sign in ann by PLAIN: " + reply), reason);
    assertTrue(reason.contains("correct username and .password, or validate"), reason);
    assertEquals(reason, spooler.text);
    assertTrue(spooler.bits.contains(StatusCode.FAILURE));
    assertEquals(reason, refusal());
    assertEquals(1, relay.connections(), "the account is not locked for trying again");

    relay.with(desk);
    medium.validate();
    assertFalse(spooler.bits.contains(StatusCode.FAILURE));
    assertEquals(List.of(new SpoolerNotification.ReadyToSend()), spooler.notices);
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
  }

  @Test
  void scramIsRefusedInItsLastMessageToo() throws IOException {
    medium = signingIn("SCRAM-SHA-256", Map.of(".password", "wrong"));
    assertTrue(refusal().contains("535 5.7.8 bad credentials"));
    assertTrue(spooler.bits.contains(StatusCode.FAILURE));
  }

  @Test
  void notNowIsNoRefusal() throws IOException {
    relay.with(command -> command.startsWith("AUTH ") ? "454 4.7.0 directory is down" : null);
    medium = signingIn("PLAIN", Map.of());
    assertTrue(refusal().contains("cannot sign us in now: 454 4.7.0 directory is down"));
    relay.with(desk);
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"334 not base64!", "334 =", "354 go on", "250-x\r\n251 y"})
  void nonsenseIsALineThatIsDown(String reply) throws IOException {
    relay.with(command -> command.startsWith("AUTH ") ? reply : null);
    medium = signingIn("CRAM-MD5", Map.of());
    assertTrue(refusal().contains("AUTH"));
    assertFalse(spooler.bits.contains(StatusCode.FAILURE));
  }

  @Test
  void whatWasSentIsNotRepeatedInTheReason() throws IOException {
    String sent = Base64.getEncoder().encodeToString(("\0ann\0" + PASSWORD).getBytes(UTF_8));
    relay.with(command -> command.startsWith("AUTH ") ? "535 bad: " + sent : null);
    medium = signingIn("PLAIN", Map.of());
    assertTrue(refusal().contains("535 bad: (secret)"));
  }

  @Test
  void theServiceHoldsNoSecret() {
    Map<String, Object> configured =
        Map.of("host", "mail.example.org", "username", "ann", ".password", PASSWORD);
    Offer offer = Offer.of(Configs.of(configured), configured, Path.of(""));
    assertFalse(offer.toString().contains(PASSWORD), "nor does anything that may be logged");
    assertEquals(null, offer.properties().get(".password"));
  }

  @Test
  void aPasswordMayBeInAFileAndIsReadEachTime() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "wrong\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    medium = signingIn("PLAIN", Map.of(".password", "", "passwordFile", file.toString()));
    assertTrue(refusal().contains("correct username and " + file));
    Files.writeString(file, PASSWORD + "\r\n");
    medium.validate();
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--, run: chmod 600", "rw--w----, run: chmod 600", "rw-------, is empty"})
  void aPasswordFileThatIsNoGoodIsRefused(String permissions, String problem) throws IOException {
    Path file = Files.createFile(folder.resolve("password"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    assertProblem(problem, Map.of("username", "ann", "passwordFile", file.toString()));
  }

  @Test
  void settingsThatDoNotFitAreRefused() throws IOException {
    assertProblem("there is no password for it", Map.of("username", "ann"));
    assertProblem("say who signs in", Map.of(".password", "x"));
    assertProblem(
        "use some of SCRAM-SHA-256-PLUS,",
        Map.of("username", "ann", ".password", "x", "authMechanisms", "XOAUTH2"));
    assertProblem(
        "leave one of them out",
        Map.of("username", "ann", ".password", "x", "passwordFile", folder.toString()));
  }

  static void assertProblem(String expected, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(Map.of("host", "mail.example.org"));
    all.putAll(settings);
    String problem = Offer.of(Configs.of(all), all, Path.of("")).problem();
    assertTrue(problem.contains(expected), problem);
  }
}
