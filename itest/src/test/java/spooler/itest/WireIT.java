package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.mapi.HResult;

/** What a real server gets, octet by octet, after store and transport. Octets are Latin-1 here. */
@RunWith(BesideSmtpSink.class)
public class WireIT extends FrameworkTest {
  private static final Pattern BARE = Pattern.compile("\r(?!\n)|(?<!\r)\n");
  private static final String HEADER =
      "From: ann@example.org\r\nTo: bob@example.org\r\nMIME-Version: 1.0\r\n";

  private SmtpSink server;
  private Wiretap wire;

  @Before
  public void connectARelay() throws Exception {
    server = SmtpSink.start(folder);
    wire = Wiretap.before(server.port());
    configurations.relay("relay", wire.port(), 0);
    install(Jars.of("transport.smtp")).start();
    client.awaitReady("relay");
  }

  @After
  public void hangUp() throws Exception {
    wire.close();
    server.close();
  }

  @Test
  public void aMessageArrivesByteForByte() throws Exception {
    String message =
        HEADER
            + "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\n"
            + "Content-Type: text/plain; charset=iso-8859-1\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n"
            + "gr\u00fc\u00dfe \0 \u0080\u00ff\r\n.\r\n..\r\n.dot\r\n\r\nQUIT\r\n"
            + "x".repeat(998)
            + "\r\n"
            + "y".repeat(300_000)
            + "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + picture()
            + "\r\n--b--\r\n";
    send(message);
    assertEquals(List.of(message), server.contents());
    assertFalse(BARE.matcher(wire.heard()).find());
  }

  /** RFC 5321, 2.3.8; what becomes of them is what the transport's documentation says. */
  @Test
  public void bareCrAndLfBecomeLineEndsAndNeverReachTheWire() throws Exception {
    send(HEADER + "\r\none\ntwo\rthree\r\r\nfour\n.\nfive\r.\rno end");
    assertEquals(
        List.of(HEADER + "\r\none\r\ntwo\r\nthree\r\n\r\nfour\r\n.\r\nfive\r\n.\r\nno end\r\n"),
        server.contents());
    assertFalse(BARE.matcher(wire.heard()).find());
  }

  @Test
  public void theEnvelopeArrivesAsItWasGiven() throws Exception {
    Envelope envelope =
        Envelope.from(Address.smtp("ann@example.org"))
            .to(Recipient.to("bob@example.org"), Recipient.to("\"e v e\"@example.org"))
            .build();
    client.submit(envelope, new byte[0]);
    assertEquals(HResult.S_OK, client.sendNow().result());
    Received received = server.messages().get(0);
    assertEquals(List.of("<ann@example.org> BODY=8BITMIME"), received.notes("X-Mail-Args"));
    assertEquals(
        List.of("<bob@example.org>", "<\"e v e\"@example.org>"), received.notes("X-Rcpt-Args"));
  }

  private static String picture() {
    byte[] picture = new byte[200_000];
    new Random(1).nextBytes(picture);
    return Base64.getMimeEncoder().encodeToString(picture);
  }

  private void send(String message) throws Exception {
    client.submit("bob@example.org", message.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(HResult.S_OK, client.sendNow().result());
    assertEquals(0, client.waiting());
  }
}
