package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.mapi.MapiException;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.TransportLogon;
import spooler.transport.smtp.fetch.Postbox;

/** ETRN (RFC 1985), asked of a real relay that holds mail because we were away. */
@Timeout(180)
final class EtrnTest {
  private final RecordingSupport support = new RecordingSupport();
  private Path folder;
  private ScriptedRelay ourselves;
  private PrivatePostfix relay;

  @BeforeEach
  void start(@TempDir Path fresh) throws Exception {
    folder = fresh;
    ourselves = new ScriptedRelay().always("CONNECT", "421 away");
    relay = PrivatePostfix.start(Files.createDirectory(folder.resolve("relay")), ourselves.port());
  }

  @AfterEach
  void stop() throws IOException {
    if (relay != null) {
      relay.close();
    }
    ourselves.close();
  }

  @Test
  void whatARelayHoldsArrivesWhenItIsAsked() throws Exception {
    for (String user : List.of("bob", "eve")) {
      send(Letter.to(user + "@example.org"));
    }
    relay.awaitHeld(2);
    ourselves.always("CONNECT", "220 back again ESMTP");
    assertEquals(List.of(), ourselves.messages(), "nothing comes before it is asked");
    Postbox.Incoming message = ask("example.org");
    assertFalse(message.touched(), "it comes another way");
    assertTrue(support.text.contains(": 250 Queuing started"), support.text);
    ourselves.awaitMessages(2);
    relay.awaitHeld(0);
    assertTrue(ourselves.heard().stream().anyMatch(each -> each.contains("<bob@example.org>")));
    assertTrue(ourselves.heard().stream().anyMatch(each -> each.contains("<eve@example.org>")));
    assertEquals(2, ourselves.messages().size());
    assertTrue(
        ourselves.messages().stream().allMatch(each -> each.endsWith("\r\n\r\nhello\r\n")),
        ourselves.messages().toString());
  }

  @Test
  void aRelayThatHoldsNothingForThatDomainIsNoTrouble() throws Exception {
    assertFalse(ask("example.org").touched());
    assertTrue(support.text.contains(": 250 Queuing started"), support.text);
  }

  @Test
  void aDomainThatIsNotOursIsRefusedAndTheRowSaysSo() throws Exception {
    MapiException refused = assertThrows(MapiException.class, () -> ask("example.com"));
    String why = "it refuses ETRN example.com: 459 ";
    assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    assertTrue(support.text.contains(why), support.text);
  }

  private Postbox.Incoming ask(String domain) throws MapiException {
    Map<String, Object> configured =
        Map.of(
            "fetch", "etrn://127.0.0.1:%d/%s".formatted(relay.port(), domain),
            "fetchFolder", folder.resolve("fetch").toString());
    Postbox.Incoming message = new Postbox().next();
    try (SmtpTransport transport = Configs.transport(configured);
        TransportLogon lane = transport.logon(support, new LogonRequest("test", 0, Set.of()))) {
      lane.startMessage(message);
    }
    return message;
  }

  private void send(Letter letter) throws IOException {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    Map<String, Object> settings = Map.of("host", "127.0.0.1", "port", relay.port());
    SmtpMedium medium =
        new SmtpMedium(Configs.means(settings, clock, Ticker.SYSTEM), new RecordingSupport());
    medium.open();
    medium.send(letter);
    medium.close();
    medium.signOff();
    clock.shutdownNow();
    assertInstanceOf(Delivered.class, letter.outcomes().get(0));
  }
}
