package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerbTest {
  @Test
  void flagsMayStandAnywhereAndMoreThanOnce() {
    Arguments arguments = Verb.SUBMIT.parse("--to", "a@b", "x.eml", "--to=c@d", "--from", "e@f");
    assertEquals(List.of("x.eml"), arguments.words());
    assertEquals(List.of("a@b", "c@d"), arguments.all("--to"));
    assertEquals(Optional.of("e@f"), arguments.one("--from"));
  }

  @Test
  void afterTwoDashesEverythingIsAWord() {
    assertEquals(List.of("--to"), Verb.SUBMIT.parse("--", "--to").words());
    assertEquals(List.of("-"), Verb.SUBMIT.parse("-").words());
  }

  @Test
  void theValueOfAFlagMayLookLikeAFlag() {
    assertEquals(List.of("--x@y"), Verb.SUBMIT.parse("f", "--to", "--x@y").all("--to"));
  }

  @Test
  void whatIsWrittenWronglyIsRefusedWithTheWayToWriteIt() {
    String usage = "; write: submit FILE [--from ADDRESS] [--to ADDRESS]...";
    assertEquals("FILE is missing" + usage, refusal(Verb.SUBMIT));
    assertEquals("unknown flag --cc" + usage, refusal(Verb.SUBMIT, "f", "--cc", "x"));
    assertEquals("unknown flag --cc" + usage, refusal(Verb.SUBMIT, "f", "--cc=x"));
    assertEquals("unknown flag -x" + usage, refusal(Verb.SUBMIT, "f", "-x"));
    assertEquals("--to needs a value" + usage, refusal(Verb.SUBMIT, "f", "--to"));
    assertEquals("\"g\" is too much" + usage, refusal(Verb.SUBMIT, "f", "g"));
    assertEquals("\"all\" is too much; write: status", refusal(Verb.STATUS, "all"));
    assertEquals("\"b\" is too much; write: send [TRANSPORT]", refusal(Verb.SEND, "a", "b"));
  }

  @Test
  void aFlagThatMayStandOnceIsRefusedTwice() {
    Arguments twice = Verb.SUBMIT.parse("f", "--from", "a@b", "--from", "c@d");
    assertThrows(UsageException.class, () -> twice.one("--from"));
  }

  @Test
  void aControlCharacterInAFlagCannotReachTheTerminal() {
    assertEquals("unknown flag --?[2J?; write: status", refusal(Verb.STATUS, "--\033[2J\n"));
  }

  private static String refusal(Verb verb, String... args) {
    return String.valueOf(assertThrows(UsageException.class, () -> verb.parse(args)).getMessage());
  }
}
