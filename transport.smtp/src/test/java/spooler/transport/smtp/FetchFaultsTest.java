package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.mapi.MapiException;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportLogon;
import spooler.transport.smtp.fetch.Postbox;

/** A mailbox whose line breaks at every point of the dialogue: every message arrives once. */
final class FetchFaultsTest {
  private final RecordingSupport support = new RecordingSupport();
  private final Postbox box = new Postbox();
  private Path folder;

  @BeforeEach
  void keepStateIn(@TempDir Path fresh) {
    folder = fresh;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CAPA", "AUTH", "UIDL", "LIST", "RETR 1", "RETR 2", "RETR 3", "DELE 1", "DELE 3", "QUIT"
      })
  void whereverTheLineBreaksEveryMessageArrivesOnceAndIsDeleted(String command) throws Exception {
    try (ScriptedPop server = new ScriptedPop()) {
      server.hold("one\r\n", "two\r\n", "three\r\n");
      Map<String, Object> configured =
          Map.of(
              "fetch",
              "pop3://127.0.0.1:" + server.port(),
              "fetchUsername",
              "bob",
              ".fetchPassword",
              "secret",
              "fetchTo",
              "bob@localhost",
              "fetchFolder",
              folder.toString());
      try (SmtpTransport transport = Configs.transport(configured);
          TransportLogon lane = transport.logon(support, new LogonRequest("test", 0, Set.of()))) {
        server.hangUpAt(command);
        assertThrows(MapiException.class, () -> fetchAll(lane));
        assertTrue(support.text.startsWith("mailbox pop3://127.0.0.1:"), support.text);
        fetchAll(lane);
      }
      assertEquals(List.of("one\r\n", "two\r\n", "three\r\n"), box.texts());
      assertEquals(0, box.lookedFor, "nothing was in doubt");
      assertEquals(List.of(), server.held());
    }
  }

  @Test
  void theSenderIsWhomFinalDeliveryHasNoted() throws Exception {
    try (ScriptedPop server = new ScriptedPop()) {
      server.hold(
          "X: y\r\nReturn-Path: <ann@example.org>\r\n\r\n",
          "Return-Path: <>\r\n\r\n",
          "X: y\r\n\r\nReturn-Path: <eve@example.org>\r\n");
      Map<String, Object> configured =
          Map.of(
              "fetch", "pop3://127.0.0.1:" + server.port(),
              "fetchUsername", "bob",
              ".fetchPassword", "secret",
              "fetchTo", "bob@localhost",
              "fetchFolder", folder.toString());
      try (SmtpTransport transport = Configs.transport(configured);
          TransportLogon lane = transport.logon(support, new LogonRequest("test", 0, Set.of()))) {
        fetchAll(lane);
      }
      assertEquals("[ann@example.org, null, null]", box.senders.toString());
    }
  }

  private void fetchAll(TransportLogon lane) throws MapiException {
    Postbox.Incoming next = box.next();
    lane.startMessage(next);
    while (next.isSaved()) {
      next = box.next();
      lane.startMessage(next);
    }
  }
}
