package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    assertEquals(
        "\"b\" is too much; write: send [TRANSPORT] [--no-ui]", refusal(Verb.SEND, "a", "b"));
  }

  @Test
  void aFlagWithoutAValueLeavesTheNextArgumentAlone() {
    Arguments arguments = Verb.CANCEL.parse("--stop", "a", "b");
    assertEquals(List.of("a", "b"), arguments.words());
    assertTrue(arguments.isSet("--stop"));
    assertFalse(Verb.CANCEL.parse("a").isSet("--stop"));
    assertEquals(
        "--stop takes no value; write: cancel ID... [--stop]",
        refusal(Verb.CANCEL, "a", "--stop=yes"));
    assertEquals("ID is missing; write: hold ID...", refusal(Verb.HOLD));
  }

  @Test
  void whatMayBeASecretIsNotRepeated() {
    String usage = "; write: answer ID [TEXT] [--none]";
    assertEquals(
        "put an answer of several words into quotes" + usage,
        refusal(Verb.ANSWER, "1", "open", "sesame"));
    assertEquals("unknown flag" + usage, refusal(Verb.ANSWER, "1", "--sesame"));
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
