package spooler.transport.modem.uucp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.testkit.uucp.Taylor;
import spooler.testkit.uucp.TestMail;

/** Several letters at once in a call to the real peer, Taylor UUCP. */
class TaylorLanesTest {
  private static final int LETTERS = 40;

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  Path folder;

  @BeforeEach
  void needsThePeer() {
    assumeTrue(Taylor.isHere(), "install the Debian packages uucp and socat");
  }

  private static UucpSettings settings(String protocol) {
    return UucpSettings.of(Rig.NAME, Taylor.NAME).with(its -> its.protocols(protocol));
  }

  private static List<TestMail> letters(IntUnaryOperator size, int count) {
    return IntStream.range(0, count).mapToObj(i -> letter(i, size.applyAsInt(i))).toList();
  }

  private static TestMail letter(int number, int size) {
    String text = TestMail.text(number, size);
    return new TestMail(number + 1, "alice@example.org", text, "bob@example.org");
  }

  private static List<String> bodies(List<TestMail> letters) {
    return letters.stream().map(TestMail::unixBody).sorted().toList();
  }

  private static List<String> arrived(Taylor taylor) throws Exception {
    return taylor.executed().getOrDefault("rmail bob@example.org", List.of()).stream()
        .map(rmail -> rmail.substring(rmail.indexOf('\n') + 1))
        .sorted()
        .toList();
  }

  /** The real peer takes a command that comes before it has confirmed the file before. */
  @ParameterizedTest(name = "protocol {0}, {1} lanes, {2}")
  @CsvSource({
    "i,2,window 16",
    "g,2,window 7",
    "g,2,window 3",
    "g,4,window 7",
    "G,2,window 7",
    "v,2,window 7"
  })
  void lettersFollowOneAnotherWithoutAWait(String protocol, int lanes, String window)
      throws Exception {
    int port = Rig.freePort();
    List<TestMail> mails = letters(i -> 1_000 + 300 * i, LETTERS);
    String parameter = "protocol-parameter %s %s".formatted(protocol, window);
    try (Rig rig = new Rig(folder.resolve("ours"));
        Taylor taylor =
            Taylor.make(folder.resolve("taylor"), Rig.NAME, protocol, port, parameter)) {
      taylor.answer(port);
      assertEquals(
          LETTERS, rig.call(port, settings(protocol), mails, lanes).filesSent(), taylor.log());
      taylor.execute();
      assertEquals(bodies(mails), arrived(taylor));
    }
  }

  /** One is too large for the far side, and is refused while others are under way. */
  @ParameterizedTest
  @ValueSource(strings = {"i", "g"})
  void aLetterThatIsRefusedAmongOthersStopsNoneOfThem(String protocol) throws Exception {
    int port = Rig.freePort();
    List<TestMail> mails = letters(i -> i % 3 == 1 ? 40_000 : 3_000, 7);
    try (Rig rig = new Rig(folder.resolve("ours"));
        Taylor taylor =
            Taylor.make(
                folder.resolve("taylor"),
                Rig.NAME,
                protocol,
                port,
                "called-remote-size 20000 Any")) {
      taylor.answer(port);
      rig.call(port, settings(protocol), mails, 2);
      taylor.execute();
      List<TestMail> small = mails.stream().filter(mail -> mail.size() < 20_000).toList();
      assertEquals(bodies(small), arrived(taylor));
      for (TestMail mail : mails) {
        assertEquals(
            mail.size() < 20_000, mail.outcomes().get(0) instanceof Delivered, taylor.log());
      }
    }
  }
}
