package spooler.transport.smtp.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says is kept in memory: it ends where it grows beyond bounds. */
final class BoundedAnswerTest {
  private static final String TOO_MUCH = "the server answers a command with more than 100 octets";

  private static BoundedAnswer saying(String text) {
    return new BoundedAnswer(new ByteArrayInputStream(Corpus.text(text)), 100);
  }

  /** All of it, so many octets at a time. */
  private static byte[] read(InputStream from, int atOnce) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[atOnce];
    for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
      all.write(piece, 0, count);
    }
    return all.toByteArray();
  }

  private static String refusal(String text, int atOnce) {
    return String.valueOf(
        assertThrows(ProtocolException.class, () -> read(saying(text), atOnce)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void whatIsWithinBoundsPassesOctetByOctet(int atOnce) throws IOException {
    String text = "* 1 FETCH (BODY[] {20}\r\n{9999999999}\r\n{8}\r\n)\r\nA1 OK\r\n";
    assertArrayEquals(Corpus.text(text), read(saying(text), atOnce), "a literal announces nothing");
    assertEquals('x', saying("x").read());
    assertEquals(-1, saying("").read());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void anAnswerWithoutEndIsRefused(int atOnce) {
    assertEquals(TOO_MUCH, refusal("* SEARCH 1\r\n".repeat(9), atOnce));
    assertEquals(TOO_MUCH, refusal("* SEARCH" + " 1".repeat(50), atOnce));
    assertEquals(TOO_MUCH, refusal("* X {20}\r\n" + "y".repeat(100), atOnce));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* 1 FETCH (BODY[] {100}\r\n",
        "* 1 FETCH (BODY[] {2147483647}\r\n",
        "* 1 FETCH (BODY[] {99999999999999999999}\r\n",
        "* 1 FETCH (BODY[] {0000000000000000000100}\r\n",
        "* 1 FETCH (A {1}\r\nx B {90}\r\n",
        "* X {3{99}\r\n"
      })
  void aLiteralIsRefusedAsSoonAsItIsAnnounced(String text) {
    for (int atOnce = 1; atOnce < 8; atOnce++) {
      assertEquals(TOO_MUCH, refusal(text, atOnce));
    }
  }

  /** The reader behind it looks for a brace from the end of the line, also within a literal. */
  @ParameterizedTest
  @ValueSource(strings = {"* X {4}\r\n{999999}\r\n", "* X {7}\r\n{999999}\r\n"})
  void theEndOfALiteralAnnouncesNothingTogetherWithWhatFollows(String text) {
    for (int atOnce = 1; atOnce < 8; atOnce++) {
      assertEquals("the server does not end a literal as IMAP does", refusal(text, atOnce));
    }
  }

  @Test
  void eachCommandHasTheWholeLimit() throws IOException {
    BoundedAnswer answers = saying("x".repeat(160));
    assertEquals(80, answers.readNBytes(80).length);
    answers.begin();
    assertEquals(80, answers.readNBytes(80).length);
  }
}
