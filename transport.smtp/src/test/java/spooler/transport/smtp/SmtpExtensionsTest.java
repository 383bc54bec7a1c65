package spooler.transport.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;
import spooler.api.transport.RecipientOutcome.Delayed;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.RecipientOutcome.Refused;

/** Reports by the relay (RFC 3461), chunks and binary bodies (RFC 3030), conversion to 7 bits. */
class SmtpExtensionsTest extends RelayTest {
  private static final Address ANN = Address.smtp("ann@example.org");
  private static final String BOB = "bob@example.org";
  private static final String EVE = "eve@example.org";
  private static final String BINARY =
      """
      MIME-Version: 1.0\r
      Content-Type: application/octet-stream\r
      content-transfer-encoding:\r
        BINARY\r
      \r
      """;

  private List<String> said(String start) {
    return relay.heard().stream().filter(command -> command.startsWith(start)).toList();
  }

  @Test
  void aRelayThatReportsIsAskedToAndIsTakenAtItsWord() throws IOException {
    relay.offering("DSN", "PIPELINING");
    Letter letter = Letter.to(BOB, "\"a b+c\"@example.org").wanting(true, true);
    send(letter);
    assertEquals(
        List.of("MAIL FROM:<ann@example.org> RET=HDRS ENVID=" + letter.id()), said("MAIL"));
    assertEquals(
        List.of(
            "RCPT TO:<bob@example.org> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;bob@example.org",
            "RCPT TO:<\"a b+c\"@example.org> NOTIFY=SUCCESS,FAILURE,DELAY"
                + " ORCPT=rfc822;\"a+20b+2Bc\"@example.org"),
        said("RCPT"));
    letter
        .outcomes()
        .forEach(outcome -> assertTrue(assertInstanceOf(Delivered.class, outcome).reportedThere()));
  }

  @ParameterizedTest
  @CsvSource({"true, false, ' NOTIFY=SUCCESS'", "false, false, ' NOTIFY=NEVER'", "false, true, ''"})
  void aRelayIsToldWhatTheSenderWantsToKnow(boolean success, boolean failure, String parameter)
      throws IOException {
    relay.offering("DSN");
    Letter letter = Letter.to(BOB).wanting(success, failure);
    send(letter);
    String command = said("RCPT").get(0).replaceAll(" ORCPT=.*", "");
    assertEquals("RCPT TO:<bob@example.org>" + parameter, command);
    assertEquals(success, ((Delivered) letter.outcomes().get(0)).reportedThere());
  }

  @Test
  void onReportsNobodyReports() throws IOException {
    relay.offering("DSN");
    send(Letter.of(null, "x\r\n", BOB).wanting(true, true));
    assertEquals(List.of("MAIL FROM:<>"), said("MAIL"));
    assertEquals(List.of("RCPT TO:<bob@example.org>"), said("RCPT"));
  }

  @Test
  void aRelayThatDoesNotReportIsNotAsked() throws IOException {
    Letter letter = Letter.to(BOB).wanting(true, true);
    send(letter);
    assertEquals(List.of("RCPT TO:<bob@example.org>"), said("RCPT"));
    assertFalse(((Delivered) letter.outcomes().get(0)).reportedThere(), "the spooler reports");
  }

  @Test
  void internationalAddressesAreNamedToWhoeverReports() throws IOException {
    relay.offering("DSN", "SMTPUTF8");
    send(Letter.to("j\u00fcrgen@example.org").wanting(true, true));
    assertTrue(said("RCPT").get(0).endsWith(" ORCPT=utf-8;j\\x{FC}rgen@example.org"));
  }

  @Test
  void aLargeMessageGoesInChunksWithItsLinesInOrder() throws IOException {
    relay.offering("PIPELINING", "8BITMIME", "CHUNKING");
    String body = ".dot\r\nbare\nlf\r\n" + "x".repeat(1_100_000) + "\r\n.";
    Letter letter = Letter.of(ANN, body, BOB);
    send(letter);
    assertDelivered(letter);
    assertEquals(body.replace("bare\n", "bare\r\n") + "\r\n", relay.messages().get(0));
    assertFalse(relay.heard().contains("DATA"));
    List<String> chunks = said("BDAT");
    assertEquals("BDAT 65536", chunks.get(0));
    assertTrue(chunks.get(chunks.size() - 1).endsWith(" LAST"));
    assertEquals(17, chunks.size());
  }

  @Test
  void aSmallMessageDoesNot() throws IOException {
    relay.offering("CHUNKING");
    send(Letter.to(BOB));
    assertEquals(List.of(), said("BDAT"));
  }

  @Test
  void aBinaryMessageGoesOctetByOctetWhereBinaryMimeIsOffered() throws IOException {
    relay.offering("PIPELINING", "8BITMIME", "CHUNKING", "BINARYMIME");
    byte[] octets = new byte[200_000];
    new Random(3).nextBytes(octets);
    byte[] header = BINARY.getBytes(ISO_8859_1);
    byte[] message = Arrays.copyOf(header, header.length + octets.length);
    System.arraycopy(octets, 0, message, header.length, octets.length);
    Letter letter = Letter.of(ANN, message, BOB);
    send(letter);
    assertDelivered(letter);
    assertArrayEquals(message, relay.messages().get(0).getBytes(ISO_8859_1));
    assertEquals(List.of("MAIL FROM:<ann@example.org> BODY=BINARYMIME"), said("MAIL"));
  }

  @Test
  void aBinaryMessageIsEncodedWhereItIsNot() throws IOException {
    Letter letter = Letter.of(ANN, BINARY + "\0\r\r\n\n\u00ff", BOB);
    send(letter);
    assertEquals(
        List.of(
            BINARY.replaceAll(
                    "content-transfer-encoding:\r\n  BINARY", "Content-Transfer-Encoding: base64")
                + "AA0NCgr/\r\n"),
        relay.messages());
    assertFalse(said("MAIL").get(0).contains("BODY="));
  }

  @Test
  void aHeaderOfAnyLengthIsLookedThrough() throws IOException {
    String longHeader = "X-Long: " + "x".repeat(50_000) + "\r\n";
    relay.offering("CHUNKING", "BINARYMIME");
    send(Letter.of(ANN, longHeader + BINARY + "\n", BOB));
    assertEquals(List.of(longHeader + BINARY + "\n"), relay.messages());
  }

  @Test
  void whatOnlyLooksLikeABinaryHeaderIsNone() throws IOException {
    relay.offering("CHUNKING", "BINARYMIME");
    String body =
        """
        X: y\r
        X-Content-Transfer-Encoding: binary\r
        Content-Transfer-Encoding: 7bit\r
        \r
        Content-Transfer-Encoding: binary\r
        """;
    send(Letter.of(ANN, body, BOB));
    assertEquals(List.of(), said("BDAT"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRelayMayRefuseALongMessageHalfWay(boolean pipelining) throws IOException {
    relay.offering("CHUNKING", pipelining ? "PIPELINING" : "HELP");
    relay.at("BDAT", "250 ok", "552 5.3.4 too long").at("BDAT", "503 no", "503 no");
    Letter letter = Letter.of(ANN, "x".repeat(5_000_000) + "\r\n", BOB, EVE);
    send(letter);
    for (int place = 0; place < 2; place++) {
      Refused refused = assertInstanceOf(Refused.class, letter.outcomes().get(place));
      assertEquals("552 5.3.4 too long", refused.reply());
    }
    assertTrue(said("BDAT").size() <= 10, "the rest is not sent: " + said("BDAT").size());
    Letter next = Letter.to(BOB);
    send(next);
    assertDelivered(next);
    assertEquals(1, said("RSET").size());
    assertEquals(1, relay.connections());
  }

  @Test
  void theLastChunkMayBeRefusedToo() throws IOException {
    relay.offering("CHUNKING", "BINARYMIME").at("BDAT", "451 4.3.0 not now");
    Letter letter = Letter.of(ANN, BINARY + "x", BOB);
    send(letter);
    assertEquals(List.of(new Delayed(RETRY, "451 4.3.0 not now")), letter.outcomes());
  }

  @Test
  void noChunkIsSentForNobody() throws IOException {
    relay.offering("PIPELINING", "CHUNKING", "BINARYMIME").at("RCPT", "550 5.1.1 nobody");
    Letter letter = Letter.of(ANN, BINARY + "x", BOB);
    send(letter);
    assertInstanceOf(Refused.class, letter.outcomes().get(0));
    assertEquals(List.of(), said("BDAT"));
  }

  @Test
  void aConnectionLostAfterTheLastChunkLeavesTheMessageInDoubt() {
    relay.offering("CHUNKING", "BINARYMIME").at("BDAT", ScriptedRelay.HANG_UP);
    Letter letter = Letter.of(ANN, BINARY + "x", BOB);
    assertThrows(IOException.class, () -> send(letter));
    Delayed again = assertInstanceOf(Delayed.class, letter.outcome(0));
    assertTrue(again.reply().startsWith("in doubt: "), again.reply());
  }

  @Test
  void aConnectionLostBeforeTheLastChunkDecidesNothing() {
    relay.offering("CHUNKING").at("BDAT", ScriptedRelay.HANG_UP);
    Letter letter = Letter.of(ANN, "x".repeat(5_000_000) + "\r\n", BOB);
    assertThrows(IOException.class, () -> send(letter));
    assertNull(letter.outcome(0));
  }

  @Test
  void eightBitTextIsEncodedForARelayThatTakesSevenBits() throws IOException {
    relay.offering("PIPELINING", "SIZE 1000000");
    String header = "Content-Type: text/plain; charset=iso-8859-1\r\n";
    Letter letter = Letter.of(ANN, header + "\r\ngr\u00fc\u00dfe = .\r\n.\r\n", BOB);
    send(letter);
    assertDelivered(letter);
    assertEquals(
        List.of(
            "MIME-Version: 1.0\r\n"
                + header
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\ngr=FC=DFe =3D =2E\r\n=2E\r\n"),
        relay.messages());
    assertEquals(List.of("MAIL FROM:<ann@example.org>"), said("MAIL"));
  }
}
