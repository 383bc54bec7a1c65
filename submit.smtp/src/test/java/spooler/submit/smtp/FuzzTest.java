package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spooler.api.Recipient;

/**
 * Nonsense from a seed. Some of it in every build; {@code -Psoak} (or {@code
 * -Dspooler.fuzz.cases=...}) makes it a million cases each.
 */
class FuzzTest {
  private static final int CASES = Integer.getInteger("spooler.fuzz.cases", 20_000);
  private static final long SEED = Long.getLong("spooler.fuzz.seed", 5321);

  private static final String[] PIECES = {
    "MAIL FROM:",
    "RCPT TO:",
    "DATA",
    "BDAT ",
    " LAST",
    "EHLO x",
    "RSET",
    "NOOP",
    "QUIT",
    "AUTH PLAIN ",
    "ETRN ",
    "STARTTLS",
    "VRFY ",
    "<a@b.c>",
    "<",
    ">",
    "@",
    "\"",
    "\\",
    "a",
    "b.c",
    "[127.0.0.1]",
    "[IPv6:",
    "]",
    ":",
    ",",
    ";",
    " ",
    "  ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\r\n.\r\n",
    "\n.\n",
    ".",
    "..",
    "\0",
    "\u00fc",
    "\u00ff\u00fe",
    "\u2028",
    "SIZE=",
    "NOTIFY=NEVER",
    "ORCPT=rfc822;",
    "+0D+0A",
    "=",
    "SMTPUTF8",
    "BODY=8BITMIME",
    "0",
    "7",
    "999999999999999999",
    "-1",
    "Subject: x\r\n\r\n",
    "Received: y\r\n"
  };

  private static String nonsense(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      text.append(
          random.nextInt(20) == 0
              ? String.valueOf((char) random.nextInt(0x300))
              : PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  @Test
  void aPathThatIsTakenCannotEndACommandOrBeTakenForTwo() {
    Random random = new Random(SEED);
    Limits limits = SubmitSettings.of(Configs.of(Map.of()), Path.of("/")).limits();
    int taken = 0;
    for (int i = 0; i < CASES; i++) {
      String text = "FROM:<" + nonsense(random, 6) + "@b.c>" + nonsense(random, 3);
      try {
        String address = MailPath.parse(text, "FROM:", "5.1.7").address();
        assertFalse(address.matches("(?s).*[\\p{Cntrl}\u2028\u2029].*"), text);
        String outside = address.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "");
        assertFalse(outside.matches("(?s).*[<> \"].*"), text);
        Transaction.of(text, limits);
        taken++;
      } catch (RefusedException refused) {
        assertTrue(refused.reply().code() >= 500, text);
      }
    }
    assertTrue(taken > 0, "some are good");
  }

  /** The oracle looks for the five octets in the whole; the filter sees it in pieces. */
  @Test
  void theEndOfAMessageIsWhereTheFiveOctetsAre() {
    Random random = new Random(SEED);
    String[] pieces = {"\r\n", "\r", "\n", ".", "x", "\r\n.", ".\r\n", "\0", "MAIL"};
    for (int i = 0; i < CASES; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      int end = ("\r\n" + text).indexOf("\r\n.\r\n");
      for (BareLineEnds policy : BareLineEnds.values()) {
        assertEquals(
            end < 0 ? -1 : end + 3, consumed(text.toString(), policy, random), () -> shown(text));
      }
    }
  }

  private static int consumed(String text, BareLineEnds policy, Random random) {
    LineFilter filter = new LineFilter(policy, true);
    byte[] octets = text.getBytes(ISO_8859_1);
    int at = 0;
    while (at < octets.length && !filter.isAtEnd()) {
      ByteBuffer in = ByteBuffer.wrap(octets, at, 1 + random.nextInt(octets.length - at));
      int limit = in.limit();
      while (in.position() < limit && !filter.isAtEnd()) {
        try {
          filter.run(in, ByteBuffer.allocate(3 + random.nextInt(20)));
        } catch (RefusedException bare) {
          assertEquals(BareLineEnds.REFUSE, policy);
        }
      }
      at = in.position();
    }
    return filter.isAtEnd() ? at : -1;
  }

  private static String shown(CharSequence text) {
    return text.toString().replace("\r", "\\r").replace("\n", "\\n");
  }

  @Test
  void nonsenseNeitherBreaksNorHangsASession() throws IOException {
    int sessions = CASES / 20; // ten lines each, under two policies: as many lines as cases
    for (String policy : new String[] {"refuse", "normalise"}) {
      try (Rig rig = new Rig(Map.of("bareLineEnds", policy, "maxErrors", 1000))) {
        for (int i = 0; i < sessions; i++) {
          session(rig, new Random(SEED + i));
        }
        for (RecordingSpooler.Taken taken : rig.messages()) {
          for (Recipient one : taken.envelope().recipients()) {
            assertFalse(one.address().value().matches("(?s).*\\p{Cntrl}.*"));
          }
          assertFalse(taken.text().replace("\r\n", "").matches("(?s).*[\r\n].*"), "bare line end");
        }
      }
    }
  }

  private static void session(Rig rig, Random random) throws IOException {
    try (TestClient client = rig.greeted()) {
      StringBuilder said = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        said.append(
                random.nextInt(3) == 0 ? "MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\n" : "")
            .append(nonsense(random, 8))
            .append("\r\n");
      }
      client.send(said.toString());
      client.finish();
      String replies = client.rest();
      assertTrue(replies.lines().allMatch(line -> line.matches("[2-5][0-9][0-9][ -].*")), replies);
    }
  }
}
