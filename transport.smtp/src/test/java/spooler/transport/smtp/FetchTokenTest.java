package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportLogon;
import spooler.transport.smtp.fetch.Corpus;
import spooler.transport.smtp.fetch.Dovecot;
import spooler.transport.smtp.fetch.Postbox;

/**
 * Fetching with a token (RFC 7628, and XOAUTH2) from a real server, which asks the endpoint that
 * issued it whose it is.
 */
@Timeout(120)
final class FetchTokenTest {
  private static final Authority AUTHORITY = new Authority();

  private final RecordingSupport support = new RecordingSupport();
  private final Postbox box = new Postbox();
  private TokenEndpoint endpoint;
  private Path folder;
  private Dovecot server;

  @BeforeEach
  void start(@TempDir Path fresh) throws Exception {
    folder = fresh;
    endpoint = new TokenEndpoint();
    Path oauth = folder.resolve("oauth.conf");
    Files.writeString(
        oauth,
        """
        introspection_mode = post
        introspection_url = %s
        username_attribute = username
        active_attribute = active
        active_value = true
        """
            .formatted(endpoint.introspectionUrl()));
    server =
        Dovecot.encrypting(
            Files.createDirectory(folder.resolve("server")),
            AUTHORITY.issue("127.0.0.1").pem(folder),
            "auth_mechanisms = plain oauthbearer xoauth2",
            "passdb {",
            "  driver = oauth2",
            "  mechanisms = oauthbearer xoauth2",
            "  args = " + oauth,
            "}");
  }

  @AfterEach
  void stop() {
    endpoint.close();
    if (server != null) {
      server.close();
    }
  }

  private Map<String, Object> withToken(String protocol, String mechanism) throws IOException {
    Map<String, Object> configured = new HashMap<>();
    configured.put("fetch", protocol.equals("IMAP") ? server.imaps() : server.pop3s());
    configured.put("fetchTo", "bob@localhost");
    configured.put("fetchFolder", folder.resolve("fetch").toString());
    configured.put("fetchUsername", "bob");
    configured.put("tlsTrust", AUTHORITY.pem(folder).toString());
    configured.put("authMechanisms", mechanism);
    configured.put("oauthTokenUrl", endpoint.url());
    configured.put("oauthClientId", TokenEndpoint.CLIENT);
    configured.put(".oauthClientSecret", TokenEndpoint.SECRET);
    return configured;
  }

  private void fetchAll(TransportLogon lane) throws MapiException {
    Postbox.Incoming next = box.next();
    lane.startMessage(next);
    while (next.isSaved()) {
      next = box.next();
      lane.startMessage(next);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IMAP, OAUTHBEARER, 0",
    "IMAP, XOAUTH2,     0",
    "IMAP, XOAUTH2,     2500",
    "POP3, OAUTHBEARER, 0",
    "POP3, XOAUTH2,     0",
    "POP3, XOAUTH2,     2500",
  })
  void aTokenSignsInAndAnotherIsHadWhenItWasRevoked(String protocol, String mechanism, int longer)
      throws Exception {
    endpoint.lengthening(longer).adding(",\"expires_in\":3600");
    try (SmtpTransport transport = Configs.transport(withToken(protocol, mechanism))) {
      fetchOnce(transport);
      fetchOnce(transport);
      assertEquals(1, endpoint.asked().size(), "it is kept");
      endpoint.revoke();
      fetchOnce(transport);
    }
    assertEquals(2, endpoint.asked().size());
    assertEquals(3, box.mail.size());
    assertEquals(0, server.count());
  }

  private void fetchOnce(SmtpTransport transport) throws Exception {
    server.deliver(Corpus.numbered(box.mail.size()));
    try (TransportLogon lane = transport.logon(support, new LogonRequest("test", 0, Set.of()))) {
      fetchAll(lane);
    }
  }

  @ParameterizedTest
  @CsvSource({"IMAP, OAUTHBEARER", "IMAP, XOAUTH2", "POP3, OAUTHBEARER", "POP3, XOAUTH2"})
  void aFreshTokenThatIsRefusedPausesAndTheRowSaysWhatToCorrect(String protocol, String mechanism)
      throws Exception {
    server.deliver(Corpus.numbered(1));
    endpoint.answering("200 {\"access_token\":\"somebody-elses\",\"token_type\":\"Bearer\"}");
    try (SmtpTransport transport = Configs.transport(withToken(protocol, mechanism));
        TransportLogon lane = transport.logon(support, new LogonRequest("test", 0, Set.of()))) {
      assertThrows(MapiException.class, () -> fetchAll(lane));
      assertTrue(support.bits.contains(StatusCode.FAILURE));
      assertTrue(support.text.contains("refuses to sign in bob by " + mechanism), support.text);
      assertTrue(
          support.text.contains("; correct fetchUsername and the oauth settings"), support.text);
      assertThrows(MapiException.class, () -> fetchAll(lane));
      assertEquals(1, endpoint.asked().size(), "nobody is asked again");
    }
    assertEquals(List.of(), box.mail);
    assertEquals(1, server.count());
  }
}
