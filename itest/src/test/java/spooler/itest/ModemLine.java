package spooler.itest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Priority;
import spooler.api.Recipient;
import spooler.api.transport.TransportProvider;
import spooler.testkit.modem.HayesModem;
import spooler.testkit.modem.TcpModem;

/** One telephone line with a modem, and a system of Taylor UUCP at its other end. */
abstract class ModemLine extends FrameworkTest {
  static final String LINE = "line:the modem";
  static final int SMALL = 5_000;

  UucpHost hub;
  TcpModem modems;

  @Before
  public final void layTheLine() throws Exception {
    hub = UucpHost.make(folder, "hub");
    modems = new TcpModem(this::subscribers);
    configurations.set("inbox.maildir", Map.of("directory", folder.resolve("mail").toString()));
    install(Jars.of("inbox.maildir")).start();
  }

  @After
  public final void takeTheLineAway() throws IOException {
    modems.close();
  }

  /** Who can be called. */
  abstract void subscribers(HayesModem modem);

  final void submit(String to, Priority priority, int size) {
    Envelope envelope =
        Envelope.from(Address.smtp("ann@example.org"))
            .to(Recipient.to(to + "@example.org"))
            .priority(priority)
            .build();
    byte[] body = ("Subject: x\r\n\r\n" + "z".repeat(size) + "\r\n").getBytes(US_ASCII);
    try {
      client.submit(envelope, body);
    } catch (Exception refused) {
      throw new AssertionError(refused);
    }
  }

  final void modem(String name, String number, int ranking, Object... more) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put(TransportProvider.NAME, name);
    settings.put("service.ranking", ranking);
    settings.put("line", "tcp:127.0.0.1:" + modems.port());
    settings.put("resource", LINE);
    settings.put("number", number);
    settings.put("guardMillis", 60);
    settings.put("chat", "\"\" \\r\\c ogin: \\L word: \\P");
    settings.put("login", "uuoffice");
    settings.put(".password", "secret");
    settings.put("uucpName", "office");
    settings.put("uucpPeer", name);
    settings.put("folder", folder.resolve("uucp").toString());
    settings.put("blacklistAfter", 0);
    settings.put("retryAfterSeconds", 1);
    for (int i = 0; i < more.length; i += 2) {
      settings.put((String) more[i], more[i + 1]);
    }
    configurations.instance("transport.modem", name, settings);
  }
}
