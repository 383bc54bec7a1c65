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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportLogon;
import spooler.transport.smtp.fetch.Corpus;
import spooler.transport.smtp.fetch.Dovecot;
import spooler.transport.smtp.fetch.Postbox;

/** A real mailbox behind TLS: who is let in, who is refused, and what the row says of it. */
@Timeout(120)
final class FetchTlsTest {
  private static final Authority AUTHORITY = new Authority();

  private final RecordingSupport support = new RecordingSupport();
  private final Postbox box = new Postbox();
  private Path folder;
  private @Nullable Dovecot server;

  /** The four ways in. */
  enum Way {
    IMAPS,
    POP3S,
    IMAP_STARTTLS,
    POP3_STLS;

    private String source(Dovecot server) {
      return switch (this) {
        case IMAPS -> server.imaps();
        case POP3S -> server.pop3s();
        case IMAP_STARTTLS -> server.imap();
        case POP3_STLS -> server.pop3();
      };
    }

    Map<String, Object> to(Dovecot server) {
      Map<String, Object> configured = new HashMap<>();
      configured.put("fetch", source(server));
      configured.put("fetchTo", "bob@localhost");
      if (this == IMAP_STARTTLS || this == POP3_STLS) {
        configured.put("fetchTls", "required"); // unless said, it is not, to this computer
      }
      return configured;
    }
  }

  @BeforeEach
  void keepStateIn(@TempDir Path fresh) {
    folder = fresh;
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  private Dovecot server() {
    return Objects.requireNonNull(server, "server");
  }

  private Authority.Identity serveAs(String name) throws Exception {
    Authority.Identity identity = AUTHORITY.issue(name);
    server =
        Dovecot.encrypting(Files.createDirectory(folder.resolve("server")), identity.pem(folder));
    return identity;
  }

  private Map<String, Object> bobBy(Way way) throws IOException {
    Map<String, Object> configured = way.to(server());
    configured.put("fetchFolder", folder.resolve("fetch").toString());
    configured.put("tlsTrust", AUTHORITY.pem(folder).toString());
    configured.put("fetchUsername", "bob");
    configured.put(".fetchPassword", Dovecot.PASSWORD);
    return configured;
  }

  private void fetch(Map<String, Object> configured) throws MapiException {
    try (SmtpTransport transport = Configs.transport(configured);
        TransportLogon lane = transport.logon(support, new LogonRequest("test", 0, Set.of()))) {
      Postbox.Incoming next = box.next();
      lane.startMessage(next);
      while (next.isSaved()) {
        next = box.next();
        lane.startMessage(next);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void everyWayInIsEncryptedAndEveryMechanismSignsIn(Way way) throws Exception {
    serveAs("127.0.0.1");
    List<String> mechanisms = List.of("PLAIN", "SCRAM-SHA-256", "CRAM-MD5", "LOGIN");
    for (String mechanism : mechanisms) {
      server().deliver(Corpus.numbered(box.mail.size()));
      fetch(Configs.with(bobBy(way), "authMechanisms", mechanism));
    }
    assertEquals(mechanisms.size(), box.mail.size());
    assertEquals(0, server().count());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aCertificateOfAnUnknownIssuerIsRefusedAndNobodySignsIn(Way way) throws Exception {
    serveAs("127.0.0.1");
    Path stranger = new Authority().pem(Files.createDirectory(folder.resolve("stranger")));
    refused(
        Configs.with(bobBy(way), "tlsTrust", stranger.toString()),
        "TLS: its certificate is not signed by anybody that is trusted here");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aCertificateForAnotherHostIsRefusedAndNobodySignsIn(Way way) throws Exception {
    serveAs("mail.example.org");
    refused(
        bobBy(way),
        "TLS: its certificate is for mail.example.org, not for the host that was called;");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void theOneCertificateThatIsPinnedIsTrustedWhateverItsName(Way way) throws Exception {
    Authority.Identity shown = serveAs("mail.example.org");
    Map<String, Object> pinned = Configs.with(bobBy(way), "tlsFingerprint", shown.fingerprint());
    server().deliver(Corpus.numbered(1));
    fetch(Configs.with(pinned, "tlsTrust", ""));
    assertEquals(1, box.mail.size());
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAP_STARTTLS", "POP3_STLS"})
  void aServerThatKnowsNoTlsIsNotFetchedFrom(Way way) throws Exception {
    serveAs("127.0.0.1");
    server().close();
    server = Dovecot.plain(Files.createDirectory(folder.resolve("plain")));
    refused(bobBy(way), "and nothing is fetched without encryption; use ");
  }

  /** The mailbox is not even opened, and the row says why. */
  private void refused(Map<String, Object> configured, String why) throws Exception {
    server().deliver(Corpus.numbered(1));
    MapiException refused = assertThrows(MapiException.class, () -> fetch(configured));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains(why), said);
    assertTrue(support.text.contains(why), support.text);
    assertTrue(support.text.startsWith("mailbox " + configured.get("fetch")), support.text);
    assertFalse(support.bits.contains(StatusCode.FAILURE), "the line is down, nobody is paused");
    assertEquals(List.of(), box.mail);
    assertEquals(List.of(), server().opened());
    assertEquals(1, server().count());
  }

  @ParameterizedTest
  @CsvSource({
    "IMAPS,         fetchUsername, .fetchPassword, fetchUsername and .fetchPassword",
    "POP3S,         fetchUsername, .fetchPassword, fetchUsername and .fetchPassword",
    "IMAP_STARTTLS, username,      .password,      username and .password",
    "POP3_STLS,     fetchUsername, .password,      fetchUsername and .password",
    "IMAPS,         username,      .fetchPassword, username and .fetchPassword"
  })
  void aWrongPasswordPausesAndTheKeysThatHoldItAreNamed(
      Way way, String user, String password, String named) throws Exception {
    serveAs("127.0.0.1");
    Map<String, Object> configured = bobBy(way);
    configured.keySet().removeAll(Set.of("fetchUsername", ".fetchPassword"));
    configured.put(user, "bob");
    configured.put(password, "wrong");
    paused(configured, named);
  }

  @Test
  void aWrongPasswordInAFileIsNamedByThatFile() throws Exception {
    serveAs("127.0.0.1");
    Path file = Files.writeString(folder.resolve("password"), "wrong\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Map<String, Object> configured = bobBy(Way.IMAPS);
    configured.remove(".fetchPassword");
    configured.put("fetchPasswordFile", file.toString());
    paused(configured, "fetchUsername and " + file);
  }

  private void paused(Map<String, Object> configured, String named) throws Exception {
    server().deliver(Corpus.numbered(1));
    MapiException refused = assertThrows(MapiException.class, () -> fetch(configured));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains("; correct " + named + ", or validate the transport"), said);
    assertTrue(said.contains("paused: mailbox " + configured.get("fetch")), said);
    assertTrue(support.bits.contains(StatusCode.FAILURE));
    assertTrue(support.text.contains(named), support.text);
    assertEquals(1, server().count());
  }

  /** A password that must not be shown, and a server that wants to see it. */
  @Test
  void whatToSetIsNamedWhereOnlyEncryptionIsMissing() throws Exception {
    server =
        Dovecot.plain(Files.createDirectory(folder.resolve("server")), "auth_mechanisms = plain");
    Map<String, Object> configured = bobBy(Way.IMAP_STARTTLS);
    configured.put("fetchTls", "none");
    configured.remove("tlsTrust");
    refused(configured, "to anybody on the line; use fetchTls = required");
  }
}
