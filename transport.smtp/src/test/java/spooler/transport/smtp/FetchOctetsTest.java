package spooler.transport.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.mapi.MapiException;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportLogon;
import spooler.transport.smtp.fetch.Corpus;
import spooler.transport.smtp.fetch.Postbox;

/** Servers that hand out every octet as it is, NUL among them, and one that talks without end. */
@Timeout(60)
final class FetchOctetsTest {
  private static final int BLOCK = 256 * 1024; // of IMAP

  private final RecordingSupport support = new RecordingSupport();
  private final Postbox box = new Postbox();
  private Path folder;

  @BeforeEach
  void keepStateIn(@TempDir Path fresh) {
    folder = fresh;
  }

  private void fetchFrom(String source) throws MapiException {
    Map<String, Object> configured =
        Map.of(
            "fetch", source,
            "fetchUsername", "bob",
            ".fetchPassword", "secret",
            "fetchTo", "bob@localhost",
            "fetchFolder", folder.toString());
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

  @Test
  void everyOctetArrivesOverPop3() throws Exception {
    try (ScriptedPop server = new ScriptedPop()) {
      server.hold(new String(Corpus.everyOctet(), ISO_8859_1));
      fetchFrom("pop3://127.0.0.1:" + server.port());
    }
    assertEquals(1, box.mail.size());
    assertArrayEquals(Corpus.everyOctet(), box.mail.get(0));
  }

  /** Also bare line ends, and where one block ends and the next begins. */
  @Test
  void everyOctetArrivesOverImap() throws Exception {
    byte[] nothing = {};
    byte[] bare = Corpus.text("Subject: x\r\n\r\na\nb\rc\r\r\n\0\n{5}\r\n\n\r");
    byte[] oneBlock = new byte[BLOCK];
    byte[] twoBlocks = new byte[2 * BLOCK + 1];
    Arrays.fill(twoBlocks, (byte) '}');
    try (ScriptedImap server = new ScriptedImap()) {
      server.hold(Corpus.everyOctet(), bare, nothing, oneBlock, twoBlocks);
      fetchFrom(server.url());
      assertEquals(0, server.count(), "all of it is deleted there");
    }
    assertEquals(5, box.mail.size());
    assertArrayEquals(Corpus.everyOctet(), box.mail.get(0));
    assertArrayEquals(bare, box.mail.get(1));
    assertArrayEquals(nothing, box.mail.get(2));
    assertArrayEquals(oneBlock, box.mail.get(3));
    assertArrayEquals(twoBlocks, box.mail.get(4));
  }

  @ParameterizedTest
  @CsvSource({"SELECT", "UID SEARCH", "UID FETCH 1 (UID", "UID FETCH 1 (BODY", "UID STORE"})
  void anAnnouncementThatNoMemoryHasRoomForEndsTheConnectionAndNamesTheLimit(String command)
      throws Exception {
    try (ScriptedImap server = new ScriptedImap()) {
      server.hold(Corpus.numbered(1));
      server.saying("* 1 FETCH (BODY[] {2147483647}\r\n", command);
      assertThrows(MapiException.class, () -> fetchFrom(server.url()));
      assertTrue(
          support.text.contains("the server answers a command with more than 16777216 octets"),
          support.text);
      assertEquals(1, server.count());
      server.saying("", "none");
      fetchFrom(server.url());
      assertEquals(0, server.count());
      assertFalse(support.text.contains("16777216"), support.text);
    }
    assertEquals(1, box.mail.size());
  }
}
