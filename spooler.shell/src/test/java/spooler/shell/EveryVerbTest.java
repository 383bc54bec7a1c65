package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spooler.api.command.Verb;

/** What holds of each command, and what each says of what it does not know. */
@Timeout(60)
class EveryVerbTest {
  private ShellRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
    rig.add(new RecordingTransport("smtp", true));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void assertOneLine(String... line) {
    assertEquals(1, rig.err().lines().count(), () -> List.of(line) + ": " + rig.err());
    assertTrue(rig.err().startsWith("spooler: "), rig.err());
    assertEquals("", rig.out());
  }

  static List<String> verbs(@TempDir Path folder) {
    try (ShellRig rig = new ShellRig(folder)) {
      return rig.verbs.all().stream().map(Verb::name).toList();
    }
  }

  /** Those that only look, without a word. */
  static List<String> looks() {
    return List.of(
        "flushes", "help", "history", "profile", "queue", "questions", "status", "transports");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void itSaysHowItIsWritten(String verb) {
    assertEquals(0, rig.run(verb, "--help"));
    List<String> lines = rig.out().lines().toList();
    assertTrue(lines.get(0).equals(verb) || lines.get(0).startsWith(verb + " "), rig.out());
    assertTrue(lines.get(1).startsWith("  ") && lines.get(1).length() > 12, rig.out());
    String usage = rig.out();
    assertEquals(0, rig.run("help", verb));
    assertEquals(usage, rig.out());
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void anUnknownFlagIsRefusedWithHowItIsWritten(String verb) {
    assertEquals(2, rig.run(verb, "--bogus"));
    assertOneLine(verb);
    assertTrue(rig.err().contains("; write: " + verb), rig.err());
  }

  @ParameterizedTest
  @MethodSource("looks")
  void itAnswersForProgramsToo(String verb) {
    assertEquals(0, rig.run(verb, "--json"), rig::err);
    assertFalse(JsonParser.parseString(rig.out()).isJsonNull(), rig.out());
  }

  @ParameterizedTest
  @CsvSource({
    "show 0000000000001",
    "hold 0000000000001",
    "release 0000000000001",
    "cancel 0000000000001",
    "retry 0000000000001",
    "expire 0000000000001",
    "reroute 0000000000001 --any",
    "send 0000000000001",
  })
  void anUnknownIdIsNamed(String line) {
    assertEquals(1, rig.run(line.split(" ")));
    assertTrue(rig.err().contains("0000000000001"), rig.err());
    assertOneLine(line);
  }

  @ParameterizedTest
  @CsvSource({"hold", "release", "cancel", "retry", "expire", "queue"})
  void anUnknownFilterIsRefusedWithThoseThereAre(String verb) throws Exception {
    rig.submit(1);
    for (String filter : List.of("colour=red", "state=tired", "age>soon", "size>x", "grade=high")) {
      assertEquals(2, rig.run(verb, filter), filter);
      assertOneLine(verb, filter);
    }
    rig.run(verb, "colour=red");
    assertTrue(rig.err().contains("state="), rig.err());
  }

  @ParameterizedTest
  @CsvSource({
    "send nix, smtp",
    "fetch nix, smtp",
    "profile nix, nix",
    "resume nix, nix",
    "queue transport=nix, ''",
  })
  void anUnknownTransportIsNamed(String line, String named) throws Exception {
    rig.submit(1);
    int code = rig.run(line.split(" "));
    if (named.isEmpty()) { // a filter that fits nothing is no mistake
      assertEquals(0, code, rig::err);
      assertFalse(rig.out().contains("b@example.org"), rig.out());
    } else {
      assertEquals(1, code);
      assertTrue(rig.err().contains("nix") && rig.err().contains(named), rig.err());
      assertOneLine(line);
    }
  }

  @Test
  void aMessageMayWaitForATransportThatIsStillToComeAndThatIsSaid() throws Exception {
    rig.submit(1);
    assertEquals(0, rig.run("reroute", "to=b@example.org", "--to", "nix", "--yes"), rig::err);
    assertTrue(rig.out().endsWith(" goes over nix, which is not present now\n"), rig.out());
    assertEquals(0, rig.run("reroute", "to=b@example.org", "--to", "smtp", "--yes"), rig::err);
    assertTrue(rig.out().endsWith(" goes over smtp\n"), rig.out());
  }

  @ParameterizedTest
  @CsvSource({"trace 9, 9", "abort 9, 9", "answer 9 x, 9", "help sned, sned", "submit nix, nix"})
  void whatElseIsNotThereIsNamed(String line, String named) {
    rig.run("send");
    assertEquals(1, rig.run(line.split(" ")));
    assertTrue(rig.err().contains(named), rig.err());
    assertOneLine(line);
  }

  @ParameterizedTest
  @CsvSource({
    "abort, 2",
    "answer, 2",
    "cancel, 2",
    "completion, 2",
    "completion fish, 2",
    "expire, 2",
    "hold, 2",
    "release, 2",
    "reroute, 2",
    "reroute 0000000000001, 2",
    "retry, 2",
    "show, 2",
    "show x, 2",
    "submit, 2",
    "status x, 2",
    "flushes x, 2",
    "questions x, 2",
    "trace x, 1",
    "trace 1 2, 2",
    "abort x, 1",
    "history x, 2",
    "history 1 2, 2",
    "queue --limit x, 2",
    "retry 0000000000001 --at noon, 2",
    "retry 0000000000001 --in soon, 2",
    "answer x y, 2",
    "fetch a b, 2",
    "help a b, 2",
  })
  void aWrongOrMissingWordIsRefused(String line, int code) {
    assertEquals(code, rig.run(line.split(" ")), () -> line + ": " + rig.err());
    assertOneLine(line);
  }

  @Test
  void whereTheSpoolerHasGoneEachSaysSo() {
    rig.core.close();
    for (String line :
        List.of(
            "status",
            "queue",
            "show 0000000000001",
            "send",
            "fetch",
            "trace",
            "flushes",
            "abort 1",
            "hold 0000000000001",
            "release 0000000000001",
            "cancel 0000000000001",
            "retry 0000000000001",
            "expire 0000000000001",
            "reroute 0000000000001 --any",
            "profile",
            "profile smtp",
            "pause smtp",
            "resume smtp",
            "transports",
            "questions",
            "answer 1 x",
            "history")) {
      assertEquals(1, rig.run(line.split(" ")), line);
      assertEquals("spooler: the spooler is shutting down", rig.err().strip(), line);
    }
  }
}
