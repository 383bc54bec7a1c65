package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.mapi.StatusCode;

/**
 * Signing in with an access token (RFC 6749, RFC 7628), from a token endpoint that keeps to them.
 */
class SmtpTokenTest extends RelayTest {
  private static final String BOB = "bob@example.org";
  private static final Authority AUTHORITY = new Authority();

  private final SignInDesk desk = new SignInDesk("").taking("access-1", "access-2", "access-3");
  private Path folder;
  private TokenEndpoint endpoint;

  @BeforeEach
  void openTheDesk(@TempDir Path fresh) throws IOException {
    folder = fresh;
    endpoint = new TokenEndpoint();
    relay.offering("STARTTLS", "AUTH PLAIN XOAUTH2 OAUTHBEARER").with(desk);
    relay.encrypting(AUTHORITY.issue("127.0.0.1").context(), false);
  }

  @AfterEach
  void closeTheEndpoint() {
    endpoint.close();
  }

  private SmtpMedium withToken(Map<String, Object> more) throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("tls", "required");
    settings.put("tlsTrust", AUTHORITY.pem(folder).toString());
    settings.put("username", "ann@example.org");
    settings.put("oauthTokenUrl", endpoint.url());
    settings.put("oauthClientId", TokenEndpoint.CLIENT);
    settings.put(".oauthClientSecret", TokenEndpoint.SECRET);
    settings.put("oauthScope", "mail.send");
    settings.putAll(more);
    return mediumWith(settings);
  }

  private void sendOne() throws IOException {
    Letter letter = Letter.to(BOB);
    medium.open();
    medium.send(letter);
    medium.close();
    assertDelivered(letter);
  }

  private String refusal() {
    IOException refused = assertThrows(IOException.class, () -> medium.open());
    medium.close();
    return String.valueOf(refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"OAUTHBEARER", "XOAUTH2"})
  void aTokenForTheClientsOwnCredentialsSignsIn(String mechanism) throws IOException {
    relay.offering("STARTTLS", "AUTH PLAIN " + mechanism);
    medium = withToken(Map.of());
    sendOne();
    assertEquals(List.of(mechanism), desk.tried());
    assertEquals(
        List.of(Map.of("grant_type", "client_credentials", "scope", "mail.send")),
        endpoint.asked());
  }

  @Test
  void aTokenForARefreshTokenSignsIn() throws IOException {
    medium = withToken(Map.of(".oauthRefreshToken", "refresh 1"));
    sendOne();
    assertEquals("refresh_token", endpoint.asked().get(0).get("grant_type"));
  }

  @Test
  void aTokenIsKeptWhileItIsGood() throws IOException {
    endpoint.adding(",\"expires_in\":3600");
    medium = withToken(Map.of());
    sendOne();
    sendOne();
    assertEquals(1, endpoint.asked().size());
    assertEquals(2, relay.connections());
  }

  @Test
  void aTokenThatIsAboutToEndIsNotKept() throws IOException {
    endpoint.adding(",\"expires_in\":\"59\"");
    medium = withToken(Map.of());
    sendOne();
    sendOne();
    assertEquals(2, endpoint.asked().size());
  }

  @Test
  void aKeptTokenThatIsRefusedIsReplacedOnceBeforeTheTransportPauses() throws IOException {
    SignInDesk later = new SignInDesk("").taking("access-2");
    medium = withToken(Map.of());
    sendOne();
    relay.with(later);
    sendOne();
    assertEquals(2, endpoint.asked().size());
    relay.with(new SignInDesk(""));
    String refusal = refusal();
    assertTrue(refusal.startsWith("paused: "), refusal);
    assertTrue(
        refusal.contains("535 5.7.8 bad credentials {\"status\":\"invalid_token\""), refusal);
    assertEquals(3, endpoint.asked().size());
  }

  @Test
  void aLongTokenWaitsToBeAskedFor() throws IOException {
    String token = "x".repeat(2_000);
    endpoint.answering("200 {\"access_token\":\"%s\",\"token_type\":\"bearer\"}".formatted(token));
    desk.taking(token);
    medium = withToken(Map.of());
    sendOne();
    assertTrue(relay.heard().contains("AUTH OAUTHBEARER"), "a command has 512 octets at most");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 {\"error\":\"invalid_grant\",\"error_description\":\"gone\"} | 400 invalid_grant gone",
        "401 {\"error\":\"invalid_client\"} | 401 invalid_client",
        "403 <html> | the token endpoint refuses us: 403"
      })
  void anEndpointThatRefusesUsPausesTheTransport(String answer, String reason) throws IOException {
    endpoint.answering(answer);
    medium = withToken(Map.of());
    String refusal = refusal();
    assertTrue(refusal.startsWith("paused: ") && refusal.contains(reason), refusal);
    assertTrue(spooler.bits.contains(StatusCode.FAILURE));
    assertEquals(refusal, refusal());
    assertEquals(1, endpoint.asked().size());
    medium.validate();
    sendOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 busy | has troubles: 503",
        "429 {\"error\":\"slow_down\"} | has troubles: 429 slow_down",
        "302 elsewhere | has troubles: 302",
        "200 {\"access | no JSON",
        "200 <html> | without a usable access_token",
        "200 [] | without a usable access_token",
        "200 {\"access_token\":\"\"} | without a usable access_token",
        "200 {\"access_token\":\"a\\nb\"} | without a usable access_token",
        "200 {\"access_token\":{}} | without a usable access_token",
        "200 {\"access_token\":\"a\",\"token_type\":\"mac\"} | of a kind that is not for mail"
      })
  void anEndpointInTroubleIsALineThatIsDown(String answer, String reason) throws IOException {
    endpoint.answering(answer);
    medium = withToken(Map.of());
    String refusal = refusal();
    assertTrue(refusal.contains(reason) && !refusal.contains("paused"), refusal);
    sendOne();
  }

  @Test
  void anEndpointThatIsNotThereIsALineThatIsDown() throws IOException {
    endpoint.close();
    medium = withToken(Map.of());
    String refusal = refusal();
    assertTrue(refusal.contains("the token endpoint cannot be reached"), refusal);
    assertFalse(spooler.bits.contains(StatusCode.FAILURE));
  }

  @Test
  void aNewRefreshTokenIsWrittenOverTheOldOne() throws IOException {
    endpoint.rotating().adding(",\"expires_in\":1");
    Path file = Files.writeString(folder.resolve("refresh"), "refresh 1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    medium = withToken(Map.of("oauthRefreshTokenFile", file.toString()));
    sendOne();
    assertEquals("refresh 2\n", Files.readString(file));
    sendOne();
    assertEquals("refresh 3\n", Files.readString(file));
    assertEquals(PosixFilePermissions.fromString("rw-r-----"), Files.getPosixFilePermissions(file));
    assertEquals(2, files(), "the refresh token and the trusted certificate, nothing else");
  }

  private long files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.count();
    }
  }

  @Test
  void aNewRefreshTokenThatCannotBeWrittenIsUsedAllTheSame() throws IOException {
    endpoint.rotating().adding(",\"expires_in\":1");
    medium = withToken(Map.of(".oauthRefreshToken", "refresh 1"));
    sendOne();
    sendOne();
    assertEquals("refresh 2", endpoint.asked().get(1).get("refresh_token"));
  }

  @Test
  void settingsThatDoNotFitAreRefused() {
    Map<String, Object> good =
        Map.of(
            "username", "ann",
            "oauthTokenUrl", "https://login.example.org/token",
            "oauthClientId", "me",
            ".oauthClientSecret", "x");
    SmtpSignInTest.assertProblem("", good);
    for (String url : List.of("http://login.example.org/token", "login", "ftp://x/", "a b")) {
      SmtpSignInTest.assertProblem(
          "write it like https://login.example.org/token",
          Configs.with(good, "oauthTokenUrl", url));
    }
    SmtpSignInTest.assertProblem("oauthClientId", Configs.with(good, "oauthClientId", ""));
    SmtpSignInTest.assertProblem("needs a secret", Configs.with(good, ".oauthClientSecret", ""));
    SmtpSignInTest.assertProblem(
        "use some of OAUTHBEARER", Configs.with(good, "authMechanisms", "plain"));
    SmtpSignInTest.assertProblem("leave one of them out", Configs.with(good, ".password", "x"));
  }
}
