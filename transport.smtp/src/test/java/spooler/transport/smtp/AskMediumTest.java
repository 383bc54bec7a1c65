package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.mapi.MapiException;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportLogon;
import spooler.transport.smtp.fetch.Postbox;

/** ETRN (RFC 1985) and ATRN (RFC 2645). */
final class AskMediumTest {
  private final RecordingSupport support = new RecordingSupport();
  private final Postbox box = new Postbox();
  private Path folder;
  private @Nullable SmtpTransport transport;
  private @Nullable TransportLogon lane;

  @BeforeEach
  void keepStateIn(@TempDir Path fresh) {
    folder = fresh;
  }

  private TransportLogon fetching(String source) throws MapiException {
    Map<String, Object> configured = new HashMap<>();
    configured.put("fetch", source);
    configured.put("fetchFolder", folder.toString());
    if (source.startsWith("atrn")) {
      configured.put("username", "bob");
      configured.put(".password", "secret");
    }
    SmtpTransport configuredSo = Configs.transport(configured);
    TransportLogon signedOn = configuredSo.logon(support, new LogonRequest("test", 0, Set.of()));
    transport = configuredSo;
    lane = signedOn;
    return signedOn;
  }

  @AfterEach
  void end() {
    if (lane != null && transport != null) {
      lane.close();
      transport.close();
    }
  }

  @Test
  void theRelayIsAskedToSendNowAndTheRowSaysWhatItAnswers() throws Exception {
    try (ScriptedRelay relay =
        new ScriptedRelay()
            .offering("ETRN")
            .always("ETRN", "253 OK, 3 pending messages for node example.org started")) {
      TransportLogon asking = fetching("etrn://127.0.0.1:" + relay.port() + "/example.org");
      Postbox.Incoming message = box.next();
      asking.startMessage(message);
      assertFalse(message.touched());
      assertTrue(relay.heard().contains("ETRN example.org"), relay.heard().toString());
      assertTrue(support.text.contains("253 OK, 3 pending messages"), support.text);
    }
  }

  @Test
  void aRelayThatRefusesToSendIsATroubleInTheRow() throws Exception {
    try (ScriptedRelay relay =
        new ScriptedRelay().offering("ETRN").always("ETRN", "459 Node example.org not allowed")) {
      TransportLogon asking = fetching("etrn://127.0.0.1:" + relay.port() + "/example.org");
      assertThrows(MapiException.class, () -> asking.startMessage(box.next()));
      assertTrue(support.text.contains("459 Node example.org not allowed"), support.text);
    }
  }

  @Test
  void onAConnectionThatWasTurnedRoundEachMessageIsAcknowledgedWhenItIsSaved() throws Exception {
    try (OdmrRelay relay =
        new OdmrRelay(
            "250 OK now reversing the connection",
            "EHLO relay.test",
            "MAIL FROM:<ann@example.net> SIZE=20\r\nRCPT TO:<bob@example.org>",
            "RCPT TO:<eve@example.com>",
            "DATA",
            "Subject: one\r\n\r\n..dot\r\n.",
            "MAIL FROM:<>",
            "RCPT TO:<bob@example.org>",
            "DATA",
            ".",
            "QUIT")) {
      assertEquals(
          2, fetchAll(fetching("atrn://127.0.0.1:" + relay.port() + "/example.org,example.net")));
      assertEquals("ATRN example.org,example.net", relay.asked());
      // two commands at once: the replies lag one behind from there on
      assertEquals(
          List.of("220", "250", "250", "250", "550", "354", "250", "250", "250", "354", "250"),
          relay.heard());
      assertEquals("Subject: one\r\n\r\n.dot\r\n", text(0));
      assertEquals("", text(1));
      assertEquals(List.of("bob@example.org", "bob@example.org"), box.recipients);
      assertEquals("[ann@example.net, null]", box.senders.toString());
    }
  }

  @Test
  void whatTheInboxRefusesIsNotAcknowledged() throws Exception {
    try (OdmrRelay relay =
        new OdmrRelay(
            "250 go",
            "EHLO relay.test",
            "MAIL FROM:<ann@example.net>",
            "RCPT TO:<bob@example.org>",
            "DATA",
            "one\r\n.")) {
      TransportLogon asking = fetching("atrn://127.0.0.1:" + relay.port() + "/example.org");
      box.refuses = true;
      assertThrows(MapiException.class, () -> asking.startMessage(box.next()));
      assertEquals(List.of("220", "250", "250", "250", "354", "451"), relay.heard());
    }
  }

  @Test
  void aRelayThatHoldsNothingIsNoTrouble() throws Exception {
    try (OdmrRelay relay = new OdmrRelay("453 You have no mail")) {
      assertEquals(0, fetchAll(fetching("atrn://127.0.0.1:" + relay.port() + "/example.org")));
      assertTrue(support.text.contains("453 You have no mail"), support.text);
    }
  }

  private int fetchAll(TransportLogon asking) throws Exception {
    int count = 0;
    Postbox.Incoming next = box.next();
    asking.startMessage(next);
    while (next.isSaved()) {
      count++;
      next = box.next();
      asking.startMessage(next);
    }
    return count;
  }

  private String text(int message) {
    return new String(box.mail.get(message), StandardCharsets.ISO_8859_1);
  }
}
