package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.UsageException;
import spooler.api.command.Verb;

class SyntaxTest {
  private static final Verb SUBMIT = verb("submit", "FILE [--from ADDRESS] [--to ADDRESS]...");
  private static final Verb STATUS = verb("status", "");
  private static final Verb SEND = verb("send", "[TRANSPORT] [--no-ui]");
  private static final Verb HOLD = verb("hold", "ID... [--stop]");
  private static final Verb ANSWER = verb("answer", "ID [TEXT] [--none]");

  @Test
  void flagsMayStandAnywhereAndMoreThanOnce() {
    Call arguments = parse(SUBMIT, "--to", "a@b", "x.eml", "--to=c@d", "--from", "e@f");
    assertEquals(List.of("x.eml"), arguments.words());
    assertEquals(List.of("a@b", "c@d"), arguments.all("--to"));
    assertEquals(Optional.of("e@f"), arguments.one("--from"));
  }

  @Test
  void afterTwoDashesEverythingIsAWord() {
    assertEquals(List.of("--to"), parse(SUBMIT, "--", "--to").words());
    assertEquals(List.of("-"), parse(SUBMIT, "-").words());
  }

  @Test
  void theValueOfAFlagMayLookLikeAFlag() {
    assertEquals(List.of("--x@y"), parse(SUBMIT, "f", "--to", "--x@y").all("--to"));
  }

  @Test
  void whatIsWrittenWronglyIsRefusedWithTheWayToWriteIt() {
    String usage = "; write: submit FILE [--from ADDRESS] [--to ADDRESS]...";
    assertEquals("FILE is missing" + usage, refusal(SUBMIT));
    assertEquals("unknown flag --cc" + usage, refusal(SUBMIT, "f", "--cc", "x"));
    assertEquals("unknown flag --cc" + usage, refusal(SUBMIT, "f", "--cc=x"));
    assertEquals("unknown flag -x" + usage, refusal(SUBMIT, "f", "-x"));
    assertEquals("--to needs a value" + usage, refusal(SUBMIT, "f", "--to"));
    assertEquals("\"g\" is too much" + usage, refusal(SUBMIT, "f", "g"));
    assertEquals("\"all\" is too much; write: status", refusal(STATUS, "all"));
    assertEquals("\"b\" is too much; write: send [TRANSPORT] [--no-ui]", refusal(SEND, "a", "b"));
  }

  @Test
  void aFlagWithoutAValueLeavesTheNextArgumentAlone() {
    Call arguments = parse(HOLD, "--stop", "a", "b");
    assertEquals(List.of("a", "b"), arguments.words());
    assertTrue(arguments.isSet("--stop"));
    assertFalse(parse(HOLD, "a").isSet("--stop"));
    assertEquals(
        "--stop takes no value; write: hold ID... [--stop]", refusal(HOLD, "a", "--stop=yes"));
    assertEquals("ID is missing; write: hold ID... [--stop]", refusal(HOLD));
  }

  @Test
  void noneOneOrManyMayStandWhereAWordIsOptionalAndEndless() {
    Verb send = verb("send", "[TRANSPORT|ID...] [--async]");
    assertEquals(List.of(), parse(send).words());
    assertEquals(List.of("a", "b", "c"), parse(send, "a", "b", "--async", "c").words());
  }

  @Test
  void aLiteralWordIsOneOfThoseThereAre() {
    Verb store = verb("store", "[check|export] [DIR]");
    assertEquals(List.of("export", "out"), parse(store, "export", "out").words());
    assertEquals(List.of(), parse(store).words());
    assertEquals(
        "\"dance\" is none of check, export; write: store [check|export] [DIR]",
        refusal(store, "dance"));
  }

  @Test
  void flagsThatExcludeEachOtherAreNoWords() {
    Verb retry = verb("retry", "ID|FILTER... [--at TIME | --in SPAN] [--yes]");
    assertEquals("ID|FILTER is missing; write: retry " + retry.syntax(), refusal(retry));
    assertEquals(List.of("x", "y"), parse(retry, "x", "y", "--in", "2h").words());
  }

  @Test
  void helpIsGivenHoweverTheRestIsWritten() {
    assertTrue(parse(SUBMIT, "--help").isSet("--help"));
  }

  @Test
  void whatMayBeASecretIsNotRepeated() {
    String usage = "; write: answer ID [TEXT] [--none]";
    assertEquals(
        "put a text of several words into quotes" + usage, refusal(ANSWER, "1", "open", "sesame"));
    assertEquals("unknown flag" + usage, refusal(ANSWER, "1", "--sesame"));
  }

  @Test
  void aFlagThatMayStandOnceIsRefusedTwice() {
    Call twice = parse(SUBMIT, "f", "--from", "a@b", "--from", "c@d");
    assertThrows(UsageException.class, () -> twice.one("--from"));
  }

  @Test
  void aControlCharacterInAFlagCannotReachTheTerminal() {
    assertEquals("unknown flag --?[2J?; write: status", refusal(STATUS, "--\033[2J\n"));
  }

  private static Call parse(Verb verb, String... args) {
    return Syntax.of(verb).parse(List.of(args), new NoConsole());
  }

  private static String refusal(Verb verb, String... args) {
    return String.valueOf(assertThrows(UsageException.class, () -> parse(verb, args)).getMessage());
  }

  private static Verb verb(String name, String syntax) {
    return new Verb() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String syntax() {
        return syntax;
      }

      @Override
      public String summary() {
        return "does it";
      }

      @Override
      public Answer run(Call call) {
        return Lines.of("done");
      }
    };
  }
}
