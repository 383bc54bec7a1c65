package spooler.transport.modem.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.transport.modem.line.Line;

/** Chat scripts as Taylor UUCP's manual describes them. */
final class ChatTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final List<Duration> pauses = new ArrayList<>();

  private Chat chat(String script) {
    return new Chat(
        ChatScript.of(script), Map.of("L", () -> "uuhost", "P", () -> "s3cret-word"), pauses::add);
  }

  @Test
  void aLoginIsTypedAfterThePromptsHaveCome() throws IOException {
    Script far =
        new Script("Welcome\r\nlogin: ").then("uuhost\r", "Password: ").then("s3cret-word\r", "");
    chat("ogin: \\L word: \\P").run(far, LIMIT);
    assertEquals("uuhost\rs3cret-word\r", far.heard());
  }

  @Test
  void whatDoesNotComeIsAskedForBySubSend() throws IOException {
    Script far = new Script("").then("\r", "login:").then("uuhost\r", "");
    chat("ogin:-\\r\\c-ogin: \\L").run(far, LIMIT);
    assertEquals("\ruuhost\r", far.heard());
  }

  @Test
  void signsAreWrittenAsTheyAreMeant() throws IOException {
    Script far = new Script("");
    chat("\"\" a\\sb\\t\\\\\\-\\101\\n\\c").run(far, LIMIT);
    assertEquals("a b\t\\-A\n", far.heard());
  }

  @Test
  void pausesAreTaken() throws IOException {
    chat("\"\" \\d\\px").run(new Script(""), LIMIT);
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofMillis(250)), pauses);
  }

  @Test
  void parityInThePromptIsPassedOver() throws IOException {
    Script far = new Script("l\u00efgin:").then("uuhost\r", "");
    chat("login: \\L").run(far, LIMIT);
    assertEquals("uuhost\r", far.heard());
  }

  @Test
  void whatDidNotComeIsToldAndWhatWeSaidIsNot() {
    Script far =
        new Script("login:").then("uuhost\r", "Password:").then("s3cret-word\r", "Login incorrect");
    IOException failed =
        assertThrows(IOException.class, () -> chat("ogin: \\L word: \\P ready").run(far, LIMIT));
    assertEquals(
        "the far side does not say \"ready\" within 1 s, but: \"Login incorrect\"",
        failed.getMessage());
  }

  @Test
  void aPasswordThatTheFarSideEchoesIsStillNotQuoted() {
    Script far = new Script("word:").then("s3cret-word\r", "s3cret-word denied");
    IOException failed =
        assertThrows(IOException.class, () -> chat("word: \\P ready").run(far, LIMIT));
    assertFalse(String.valueOf(failed.getMessage()).contains("s3cret-word"), failed.getMessage());
  }

  @Test
  void aFarSideThatHangsUpWhileLoggingInIsToldSo() {
    Script far = new Script("login:").hangUpAtTheEnd();
    IOException failed = assertThrows(IOException.class, () -> chat("word: \\P").run(far, LIMIT));
    assertEquals("the far side hung up while it was to log in", failed.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ogin:-again", "\\L x", "\"\" \\q", "\"\" \\"})
  void aScriptThatIsWrongSaysWhichWordIsWrong(String script) {
    String why =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> ChatScript.of(script)).getMessage());
    assertTrue(why.startsWith("chat: in \""), why);
  }

  /** A far side that answers what it hears. */
  private static final class Script implements Line {
    private final StringBuilder says;
    private final StringBuilder heard = new StringBuilder();
    private final List<Map.Entry<String, String>> answers = new ArrayList<>();
    private boolean ends;

    Script(String says) {
      this.says = new StringBuilder(says);
    }

    Script then(String heard, String said) {
      answers.add(Map.entry(heard, said));
      return this;
    }

    Script hangUpAtTheEnd() {
      ends = true;
      return this;
    }

    String heard() {
      return heard.toString();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
      if (says.isEmpty()) {
        if (ends) {
          return -1;
        }
        throw new SocketTimeoutException("nothing");
      }
      buffer[offset] = (byte) says.charAt(0);
      says.deleteCharAt(0);
      return 1;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      heard.append(new String(octets, offset, length, StandardCharsets.ISO_8859_1));
      if (!answers.isEmpty() && heard.toString().endsWith(answers.get(0).getKey())) {
        says.append(answers.remove(0).getValue());
      }
    }

    @Override
    public void close() {}
  }
}
