package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321, 4.2: replies. */
class ReplyReaderTest {
  @Test
  void oneLine() throws IOException {
    assertEquals(new Reply(250, List.of("2.1.0 Ok")), read("250 2.1.0 Ok\r\n"));
  }

  @Test
  void severalLines() throws IOException {
    Reply reply = read("250-relay.test\r\n250-PIPELINING\r\n250 HELP\r\n");
    assertEquals(new Reply(250, List.of("relay.test", "PIPELINING", "HELP")), reply);
    assertEquals("250 relay.test PIPELINING HELP", reply.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"250\r\n", "250 \r\n", "250\n", "250 \n"})
  void aCodeAloneIsEnough(String wire) throws IOException {
    assertEquals(new Reply(250, List.of("")), read(wire));
  }

  @Test
  void repliesBehindEachOtherAreReadOneByOne() throws IOException {
    ReplyReader replies = reader("250 one\r\n550-two\r\n550 more\r\n354 three\r\n");
    assertEquals("250 one", replies.read(0).text());
    assertTrue(replies.hasLeftOver());
    assertEquals("550 two more", replies.read(0).text());
    assertEquals("354 three", replies.read(0).text());
    assertFalse(replies.hasLeftOver());
  }

  @Test
  void theEnhancedCodeIsRead() throws IOException {
    assertEquals(
        Optional.of(new EnhancedStatus(5, 1, 1)), read("550 5.1.1 no bob here\r\n").status());
    assertEquals(Optional.of(new EnhancedStatus(4, 10, 999)), read("450 4.10.999\r\n").status());
    assertEquals(Optional.empty(), read("550 no bob here\r\n").status());
    assertEquals(Optional.empty(), read("220 5.1.1.example.org\r\n").status());
  }

  @Test
  void controlCharactersAreNotPassedOn() throws IOException {
    assertEquals("250 a?[2Jb c?d", read("250 a\033[2Jb\tc\rd\r\n").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n",
        "\r\n",
        "25\r\n",
        "2500 x\r\n",
        "150 x\r\n",
        "650 x\r\n",
        "25x x\r\n",
        "250x\r\n",
        "250-a\r\n251 b\r\n",
        "HTTP/1.1 400 Bad Request\r\n"
      })
  void whatIsNoReplyIsSaidToBeNone(String wire) {
    assertThrows(ProtocolException.class, () -> read(wire));
  }

  @Test
  void aLineHasABound() throws IOException {
    String longest = "250 " + "x".repeat(ReplyReader.MAX_LINE - 5);
    assertEquals(503, read(longest + "\r\n").text().length(), "shortened for people");
    assertThrows(ProtocolException.class, () -> read(longest + "xx\r\n"));
  }

  @Test
  void aReplyHasABound() throws IOException {
    String lines = "250-x\r\n".repeat(ReplyReader.MAX_LINES - 1);
    assertEquals(ReplyReader.MAX_LINES, read(lines + "250 x\r\n").lines().size());
    assertThrows(ProtocolException.class, () -> read(lines + "250-x\r\n250 x\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "25", "250 half", "250-one\r\n"})
  void theEndOfTheConnectionIsNoReply(String wire) {
    assertThrows(EOFException.class, () -> read(wire));
  }

  @Test
  void anyOctetsEndInAReplyOrAnException() {
    Random random = new Random(4_2);
    String alphabet = "0123456789-- \r\n\r\nab\u00ff\0";
    int replies = 0;
    for (int round = 0; round < 200_000; round++) {
      StringBuilder wire = new StringBuilder(random.nextBoolean() ? "250" : "");
      for (int i = random.nextInt(20); i >= 0; i--) {
        wire.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Reply reply = read(wire + "\r\n");
        assertTrue(reply.code() >= 200 && reply.code() <= 599);
        assertTrue(reply.text().chars().noneMatch(Character::isISOControl));
        replies++;
      } catch (IOException refused) {
        assertTrue(refused instanceof ProtocolException || refused instanceof EOFException);
      }
    }
    assertTrue(replies > 1_000, "the generator hits replies, too");
  }

  private static Reply read(String wire) throws IOException {
    return reader(wire).read(0);
  }

  private static ReplyReader reader(String wire) {
    InputStream in = new ByteArrayInputStream(wire.getBytes(StandardCharsets.ISO_8859_1));
    return new ReplyReader((into, deadline) -> in.read(into));
  }
}
