package spooler.maildir.kit.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailHeaderTest {
  /** Backslash escapes keep the table readable: each row is a message and what must be sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          To: a\\r\\nBcc: b\\r\\nSubject: x\\r\\n\\r\\nBcc: body\\r\\n | To: a\\r\\nSubject: x\\r\\n\\r\\nBcc: body\\r\\n
          Bcc: b\\n c\\n\\td\\nTo: a\\n\\nbody | To: a\\n\\nbody
          bcc : b\\r\\nBCC\\t: c\\r\\nTo: a\\r\\n\\r\\n | To: a\\r\\n\\r\\n
          Resent-Bcc: b\\r\\nresent-bcc:c\\r\\nTo: a\\r\\n\\r\\n | To: a\\r\\n\\r\\n
          X-Bcc: b\\r\\nBccx: c\\r\\nSubject: Bcc: d\\r\\n\\r\\n | X-Bcc: b\\r\\nBccx: c\\r\\nSubject: Bcc: d\\r\\n\\r\\n
          Bcc: b\\r\\n\\r\\nbody | \\r\\nbody
          Bcc: b | \\0
          Bcc: b\\r\\r\\nTo: a\\r\\r\\n\\r\\r\\nbody | To: a\\r\\r\\n\\r\\r\\nbody
          To: a\\rBcc: b\\r\\n\\r\\nbody\\rBcc: c | To: a\\r\\r\\n\\r\\nbody\\rBcc: c
          \\r\\nBcc: body | \\r\\nBcc: body
          no field at all\\nBcc: b\\n\\n | no field at all\\n\\n
          """)
  void noBccFieldIsLeftAndNothingElseChanges(String message, String expected) throws IOException {
    assertEquals(unescape(expected), sent(unescape(message)));
  }

  @Test
  void manyLinesOfOneBccFieldAreNoMatter() throws IOException {
    String message = "Bcc: a" + ",\r\n a".repeat(50_000) + "\r\nTo: b\r\n\r\nbody";
    assertEquals("To: b\r\n\r\nbody", sent(message));
  }

  @Test
  void bytesAboveAsciiGoThroughAsTheyAre() throws IOException {
    String message = "Subject: \u00e9\u00ff\u0080\r\n\r\n\u00c3\u00a9";
    assertEquals(message, sent(message));
  }

  @Test
  void aHeaderWithoutAnEndIsRefusedInBoundedMemory() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    IOException refused = assertThrows(IOException.class, () -> MailHeader.read(endless));
    assertTrue(String.valueOf(refused.getMessage()).contains("no empty line"));
  }

  @Test
  void fieldsAreUnfoldedAndReadAsUtf8() throws IOException {
    MailHeader header =
        MailHeader.read(
            stream("TO: a@b,\r\n\tJ\u00c3\u00b6rg <c@d>\r\nnonsense\r\nto : e@f\r\n\r\nTo: g@h"));
    assertEquals(List.of("a@b,\tJ\u00f6rg <c@d>", "e@f"), header.all("To"));
  }

  private static String sent(String message) throws IOException {
    InputStream in = stream(message);
    MailHeader header = MailHeader.read(in);
    return new String(header.withoutBcc(), StandardCharsets.ISO_8859_1)
        + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static InputStream stream(String message) {
    return new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String unescape(String text) {
    return text.replace("\\0", "").translateEscapes();
  }
}
