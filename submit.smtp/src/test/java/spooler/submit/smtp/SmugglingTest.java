package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing but CR LF dot CR LF ends a message (CVE-2023-51764, -51765, -51766 and their family). */
class SmugglingTest {
  private static final String EVIL = "MAIL FROM:<evil@x.y>\r\nRCPT TO:<victim@x.y>\r\nDATA\r\nevil";

  /** Everything of up to three octets before and after a dot that might be taken for a line end. */
  static List<String> falseEnds() {
    List<String> pieces =
        List.of("\n", "\r", "\r\r", "\n\r", "\n\n", "\r\n", "\r\r\n", "\0\n", "\u0085", "\0", "");
    List<String> ends = new ArrayList<>();
    for (String before : pieces) {
      for (String dot : List.of(".", "..", ".\0")) {
        for (String after : pieces) {
          String end = before + dot + after;
          if (!("x" + end).contains("\r\n.\r\n")) {
            ends.add(end);
          }
        }
      }
    }
    return ends;
  }

  @ParameterizedTest
  @MethodSource("falseEnds")
  void aFalseEndEndsNothing(String end) throws IOException {
    for (String policy : List.of("refuse", "normalise")) {
      try (Rig rig = new Rig(Map.of("bareLineEnds", policy));
          TestClient client = rig.greeted()) {
        client.envelope();
        client.send(
            ("Subject: x\r\n\r\nbody" + end + EVIL + "\r\n.\r\nQUIT\r\n").getBytes(ISO_8859_1));
        String replies = client.rest();
        assertEquals(
            1, replies.lines().filter(line -> line.matches("[25]5[04] .*")).count(), replies);
        assertTrue(rig.messages().size() <= 1, replies);
        for (RecordingSpooler.Taken taken : rig.messages()) {
          assertEquals("[bob@example.org]", taken.envelope().recipients().toString());
          assertTrue(taken.text().contains("victim@x.y"));
          assertFalse(
              taken.text().replace("\r\n", "").matches("(?s).*[\r\n].*"), "a bare line end");
        }
      }
    }
  }

  @Test
  void afterARefusedBareLineEndNothingIsBelieved() throws IOException {
    try (Rig rig = new Rig();
        TestClient client = rig.greeted()) {
      client.envelope();
      client.send("x\n.\r\nMAIL FROM:<evil@x.y>\r\n.\r\n" + EVIL + "\r\n.\r\n");
      assertTrue(client.reply().startsWith("554 5.6.0 "));
      assertEquals("", client.rest());
      assertEquals(List.of(), rig.messages());
    }
  }

  @Test
  void aCommandLineThatEndsWithABareLfEndsTheSession() throws IOException {
    try (Rig rig = new Rig();
        TestClient client = rig.greeted()) {
      client.send("NOOP\nMAIL FROM:<evil@x.y>\r\n");
      assertTrue(client.reply().startsWith("500 5.5.2 "));
      assertEquals("", client.rest());
    }
  }

  @Test
  void aCommandMayEndWithABareLfWhereThatIsConfigured() throws IOException {
    try (Rig rig = new Rig(Map.of("bareLineEnds", "normalise"));
        TestClient client = rig.greeted()) {
      client.send("NOOP\nNOOP\r\n");
      assertTrue(client.reply().startsWith("250 "));
      assertTrue(client.reply().startsWith("250 "));
      client.envelope();
      client.send("a\nb\rc\r\n.\r\n");
      assertTrue(client.reply().startsWith("250 "));
      assertTrue(rig.messages().get(0).text().endsWith("\r\na\r\nb\r\nc\r\n"));
    }
  }

  @Test
  void chunksWithBareLineEndsAreRefusedToo() throws IOException {
    try (Rig rig = new Rig();
        TestClient client = rig.greeted()) {
      client.say("MAIL FROM:<a@b.c>");
      client.say("RCPT TO:<d@e.f>");
      client.send("BDAT 4 LAST\r\na\n.\r");
      assertTrue(client.reply().startsWith("554 5.6.0 "));
      assertEquals("", client.rest());
      assertEquals(List.of(), rig.messages());
    }
  }
}
