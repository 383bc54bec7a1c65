package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5321, 2.3.8 (line ends) and 4.5.2 (transparency). Octets are written as Latin-1 text. */
class DataStreamTest {
  private static final Pattern BARE = Pattern.compile("\r(?!\n)|(?<!\r)\n");
  private static final char[] NASTY = {'\r', '\n', '.', 'a', '\0', '\u00ff'};

  @ParameterizedTest
  @CsvSource({
    "'', '.~'",
    "a, 'a~.~'",
    "a~, 'a~.~'",
    "a~b, 'a~b~.~'",
    "a<b, 'a~b~.~'",
    "a>b, 'a~b~.~'",
    "a<, 'a~.~'",
    "a>, 'a~.~'",
    "a<~b, 'a~~b~.~'",
    "a><b, 'a~~b~.~'",
    "a<<b, 'a~~b~.~'",
    ". , '..~.~'",
    ".. , '...~.~'",
    ".~, '..~.~'",
    "a~.b, 'a~..b~.~'",
    "a.b, 'a.b~.~'",
    "a<.b, 'a~..b~.~'",
    "a>.>b, 'a~..~b~.~'",
    "~.~, '~..~.~'"
  })
  void lineEndsAndDots(String body, String expected) throws IOException {
    assertEquals(lineEnds(expected), onWire(lineEnds(body), 100));
  }

  /** {@code ~} stands for CRLF, {@code <} for a bare CR, {@code >} for a bare LF. */
  private static String lineEnds(String text) {
    return text.replace("~", "\r\n").replace('<', '\r').replace('>', '\n');
  }

  @Test
  void everyShortBodyArrivesWithItsLineEndsMadeCrlf() throws IOException {
    char[] alphabet = {'\r', '\n', '.', 'a'};
    for (int length = 0; length <= 6; length++) {
      for (int which = 0; which < 1 << (2 * length); which++) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < length; i++) {
          body.append(alphabet[which >> (2 * i) & 3]);
        }
        for (int chunk = 1; chunk <= Math.max(1, length); chunk++) {
          check(body.toString(), chunk);
        }
      }
    }
  }

  @Test
  void anyBodyInAnyChunksArrivesWithItsLineEndsMadeCrlf() throws IOException {
    Random random = new Random(5321);
    for (int round = 0; round < 3_000; round++) {
      check(nasty(random, random.nextInt(300)), 1 + random.nextInt(40));
    }
    for (int round = 0; round < 60; round++) { // across the edge of the buffer
      check(nasty(random, 16_000 + random.nextInt(20_000)), 1 + random.nextInt(9_000));
    }
  }

  @Test
  void aVeryLongLinePassesAsItIs() throws IOException {
    String line = "x".repeat(1_000_000);
    assertEquals(line + "\r\n.\r\n", onWire(line, 8_192));
  }

  @Test
  void everyOctetButCrAndLfPassesAsItIs() throws IOException {
    StringBuilder all = new StringBuilder("-");
    for (char c = 0; c < 256; c++) {
      if (c != '\r' && c != '\n') {
        all.append(c);
      }
    }
    assertEquals(all + "\r\n.\r\n", onWire(all.toString(), 7));
  }

  private static void check(String body, int chunk) throws IOException {
    String wire = onWire(body, chunk);
    assertFalse(
        BARE.matcher(wire).find(), () -> "bare CR or LF from " + Arrays.toString(bytes(body)));
    assertTrue(wire.endsWith(".\r\n"));
    String data = wire.substring(0, wire.length() - 3);
    assertFalse(
        ("\r\n" + data).contains("\r\n.\r\n"), () -> "ends early: " + Arrays.toString(bytes(body)));
    assertEquals(normalised(body), received(data), () -> Arrays.toString(bytes(body)));
  }

  /** What a relay makes of the data (4.5.2). */
  private static String received(String data) {
    return Pattern.compile("(?<=^|\r\n)\\.").matcher(data).replaceAll("");
  }

  private static String normalised(String body) {
    String lines = body.replaceAll("\r\n|\r|\n", "\r\n");
    return lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
  }

  private static String nasty(Random random, int length) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < length; i++) {
      body.append(NASTY[random.nextInt(NASTY.length)]);
    }
    return body.toString();
  }

  private static String onWire(String body, int chunk) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    DataStream data = new DataStream(wire, true);
    byte[] all = bytes(body);
    for (int from = 0; from < all.length; from += chunk) {
      byte[] block = Arrays.copyOfRange(all, from, Math.min(all.length, from + chunk));
      data.write(block);
    }
    data.end();
    return wire.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
