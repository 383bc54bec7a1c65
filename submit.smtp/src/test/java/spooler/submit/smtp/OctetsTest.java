package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was sent is what the spooler gets, octet by octet, by DATA and by BDAT. */
class OctetsTest {
  private static final String HEADER = "Message-ID: <1@x>\r\nDate: today\r\n";

  static Stream<String> messages() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      all.append(i == '\r' || i == '\n' ? "" : String.valueOf((char) i));
    }
    byte[] random = new byte[18 << 20];
    new Random(1).nextBytes(random);
    return Stream.of(
        "\r\n",
        "\r\n" + all + "\r\n",
        "\r\n\0\0\0\r\n.\0\r\n",
        "\r\n.\r\n..\r\n...\r\n. x\r\n.\r\n",
        "\r\n" + "y".repeat(1 << 20) + "\r\nz\r\n",
        "Subject: \u00c3\u00bc\r\n folded\r\nX: y\r\n\r\n\r\n\r\n.\r\n",
        "\r\n" + Base64.getMimeEncoder().encodeToString(random) + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyOctetArrives(String rest) throws IOException {
    String message = HEADER + rest;
    try (Rig rig = new Rig();
        TestClient client = rig.greeted()) {
      client.envelope();
      client.send(message.replace("\r\n.", "\r\n..").getBytes(ISO_8859_1));
      assertTrue(client.say(".").startsWith("250 "));
      client.say("MAIL FROM:<a@b.c>");
      client.say("RCPT TO:<d@e.f>");
      int half = message.length() / 2;
      client.send("BDAT %d\r\n%s".formatted(half, message.substring(0, half)).getBytes(ISO_8859_1));
      assertTrue(client.reply().startsWith("250 "));
      client.send(
          "BDAT %d LAST\r\n%s"
              .formatted(message.length() - half, message.substring(half))
              .getBytes(ISO_8859_1));
      assertTrue(client.reply().startsWith("250 "));
      for (RecordingSpooler.Taken taken : rig.messages()) {
        assertEquals(message.length(), taken.original().length());
        assertTrue(message.equals(taken.original()), "the same octets");
      }
      assertEquals(2, rig.messages().size());
    }
  }
}
