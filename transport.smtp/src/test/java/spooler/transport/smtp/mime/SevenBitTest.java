package spooler.transport.smtp.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RFC 6152, 3; RFC 2045, 6. What was converted is read back by another library. Octets are Latin-1.
 */
class SevenBitTest {
  private static final String TEXT =
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
  private static final String MIXED =
      """
      From: ann@example.org\r
      MIME-Version: 1.0\r
      Subject: folded\r
        and more\r
      Content-Type: multipart/mixed;\r
       boundary="b 1"\r
      Content-Transfer-Encoding: 8bit\r
      \r
      """;

  @Test
  void whatNeedsNoConversionIsNotTouched() throws Exception {
    String message =
        MIXED.replace("8bit", "7bit")
            + "preamble\r\n--b 1\r\nContent-Type: text/plain\r\n\r\nplain\r\n\r\n--b 1\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--b 1--\r\nepilogue\r\n";
    assertEquals(message, converted(message));
  }

  @Test
  void onlyTheLeavesThatNeedItAreEncoded() throws Exception {
    String plain = "Content-Type: text/plain\r\n\r\nplain = ascii\r\n";
    String message =
        MIXED
            + "--b 1\r\n"
            + plain
            + "--b 1\r\n"
            + TEXT
            + "gr\u00c3\u00bc\u00c3\u009fe\r\n--b 1--\r\n";
    String converted = converted(message);
    assertTrue(converted.contains("--b 1\r\n" + plain + "--b 1\r\n"), converted);
    assertTrue(converted.contains("Content-Transfer-Encoding: quoted-printable"), converted);
    assertTrue(converted.contains("gr=C3=BC=C3=9Fe\r\n--b 1--"), converted);
    assertFalse(converted.contains("8bit"), converted);
    assertSameContent(message, converted);
  }

  @Test
  void nestedMessagesAreConvertedInside() throws Exception {
    String inner = "Subject: inner\r\nMIME-Version: 1.0\r\n" + TEXT + "na\u00c3\u00afve\r\n";
    String message =
        MIXED
            + "--b 1\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + inner
            + "\r\n--b 1\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
            + "--in\r\n"
            + TEXT
            + "\u00c3\u00a4\r\n--in\r\nContent-Type: image/png\r\n"
            + "Content-Transfer-Encoding: binary\r\n\r\n\0\u0001\u00ff\r\n--in--\r\n\r\n--b 1--\r\n";
    String converted = converted(message);
    assertTrue(converted.contains("na=C3=AFve"), converted);
    assertTrue(converted.contains("AAH/"), converted);
    assertSameContent(message, converted);
  }

  @Test
  void anyOctetsComeBack() throws Exception {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      byte[] octets = new byte[random.nextInt(3_000)];
      random.nextBytes(octets);
      String content = new String(octets, ISO_8859_1).replace("--", "- ") + "\u00ff";
      String message =
          MIXED
              + "--b 1\r\nContent-Type: application/x\r\nContent-Transfer-Encoding: binary\r\n\r\n"
              + content
              + "\r\n--b 1--\r\n";
      assertSameContent(message, converted(message));
    }
  }

  @Test
  void anyTextComesBack() throws Exception {
    Random random = new Random(5);
    String alphabet = "ab=.  \t\r\n\r\n\r\n\u00e4\u00ff\u0080Fx";
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder("\u00ff");
      for (int i = random.nextInt(400); i >= 0; i--) {
        int at = random.nextInt(alphabet.length());
        char c = alphabet.charAt(at);
        text.append(c == '\r' || c == '\n' ? "\r\n" : String.valueOf(c));
      }
      String message = "MIME-Version: 1.0\r\n" + TEXT.replace("utf-8", "iso-8859-1") + text;
      assertSameContent(message, converted(message));
    }
  }

  @Test
  void longLinesAreBroken() throws Exception {
    String message = "MIME-Version: 1.0\r\n" + TEXT + "\u00c3\u00a4".repeat(50_000) + "\r\n";
    String converted = converted(message);
    assertTrue(converted.lines().allMatch(line -> line.length() <= 76), "RFC 2045, 6.7");
    assertSameContent(message, converted);
  }

  @Test
  void whatDoesNotSayThatItIsMimeSaysSoAfterwards() throws Exception {
    String converted = converted("Content-Type: text/plain; charset=latin1\r\n\r\n\u00e4\r\n");
    assertTrue(converted.startsWith("MIME-Version: 1.0\r\nContent-Type: "), converted);
  }

  @Test
  void sixteenBitTextIsNoText() throws Exception {
    String message =
        "MIME-Version: 1.0\r\n" + TEXT.replace("utf-8", "utf-16be") + "\0a\0\r\0\n\u00ff\u00fe";
    assertTrue(converted(message).contains("base64"));
    assertSameContent(message, converted(message));
  }

  private static Stream<Arguments> damageable() {
    return Stream.of(
        Arguments.of(
            "its header field Subject has 8-bit",
            """
            Subject: gr\u00fc\u00dfe
            Content-Type: text/plain

            \u00fc
            """),
        Arguments.of(
            "it does not say what its 8-bit text is",
            """
            Subject: x

            \u00fc
            """),
        Arguments.of(
            "well-formed",
            """
            \u00fc\u00fc\u00fc
            """),
        Arguments.of(
            "it is signed",
            """
            MIME-Version: 1.0
            DKIM-Signature: v=1
            Content-Type: text/plain

            \u00fc
            """),
        Arguments.of(
            "it is signed",
            """
            MIME-Version: 1.0
            Content-Type: multipart/signed; boundary=b

            --b
            Content-Type: text/plain

            \u00fc
            --b

            signature
            --b--
            """),
        Arguments.of(
            "it is signed",
            """
            MIME-Version: 1.0
            Content-Type: multipart/signed; boundary=b

            --b
            Content-Type: multipart/mixed; boundary=c

            --c

            \u00fc
            --c--

            --b

            signature
            --b--
            """),
        Arguments.of(
            "before its first part",
            """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            \u00fc
            --b

            x
            --b--
            """),
        Arguments.of(
            "after its last part",
            """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b

            x
            --b--
            \u00fc
            """),
        Arguments.of(
            "a part says that it is quoted-printable, and is not",
            """
            MIME-Version: 1.0
            Content-Type: text/plain
            Content-Transfer-Encoding: quoted-printable

            \u00fc
            """),
        Arguments.of(
            "must not be encoded",
            """
            MIME-Version: 1.0
            Content-Type: message/delivery-status

            \u00fc
            """),
        Arguments.of(
            "well-formed",
            """
            MIME-Version: 1.0
            no header field
            Content-Type: text/plain

            \u00fc
            """),
        Arguments.of(
            "well-formed",
            """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            no header field

            \u00fc
            --b--
            """));
  }

  @ParameterizedTest
  @MethodSource("damageable")
  void whatWouldBeDamagedIsLeft(String reason, String lines) {
    String message = lines.replace("\n", "\r\n");
    UnconvertibleException refused =
        assertThrows(UnconvertibleException.class, () -> SevenBit.plan(() -> stream(message)));
    assertTrue(refused.reason().contains(reason), refused.reason());
  }

  @Test
  void aSignedPartBesideOthersIsLeftAsItIs() throws Exception {
    String signed =
        """
        Content-Type: multipart/signed; boundary=s\r
        \r
        --s\r
        content-transfer-encoding: 7bit\r
        Content-Type: text/plain\r
        \r
        signed\040\040\r
        --s\r
        \r
        signature\r
        --s--\r
        """;
    String message =
        MIXED + "--b 1\r\n" + signed + "\r\n--b 1\r\n" + TEXT + "\u00c3\u00a4\r\n--b 1--\r\n";
    assertTrue(converted(message).contains(signed), converted(message));
  }

  private static String converted(String message) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SevenBit.plan(() -> stream(message)).write(stream(message), out);
    String converted = out.toString(ISO_8859_1);
    assertTrue(converted.chars().allMatch(c -> c > 0 && c < 0x80), "7 bits, and no NUL");
    return converted;
  }

  private static ByteArrayInputStream stream(String message) {
    return new ByteArrayInputStream(message.getBytes(ISO_8859_1));
  }

  private static void assertSameContent(String message, String converted) throws Exception {
    List<byte[]> expected = leaves(new MimeMessage(null, stream(message)));
    List<byte[]> actual = leaves(new MimeMessage(null, stream(converted)));
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "leaf " + i);
    }
  }

  private static List<byte[]> leaves(Part part) throws MessagingException, IOException {
    List<byte[]> all = new ArrayList<>();
    if (part.isMimeType("multipart/*")) {
      Multipart parts = (Multipart) part.getContent();
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart one = parts.getBodyPart(i);
        all.addAll(leaves(one));
      }
    } else if (part.isMimeType("message/rfc822")) {
      all.addAll(leaves((Part) part.getContent()));
    } else {
      all.add(part.getInputStream().readAllBytes());
    }
    return all;
  }
}
