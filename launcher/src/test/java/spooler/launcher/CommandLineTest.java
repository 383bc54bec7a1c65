package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static CommandLine parse(String line) throws UsageException {
    return CommandLine.parse(List.of(line.split(" ")), Path.of("/default"));
  }

  @Test
  void optionsStandBeforeTheVerbAndEverythingBehindItIsItsOwn() throws UsageException {
    assertEquals(
        new CommandLine(
            Path.of("/srv/spool"),
            Map.of("a", "b=c"),
            "submit",
            List.of("--home", "x.eml", "--help")),
        parse("--home /srv/spool --set a=b=c submit --home x.eml --help"));
  }

  @Test
  void theHomeIsTheOneGivenUnlessItIsNamed() throws UsageException {
    assertEquals(Path.of("/default"), parse("status").root());
  }

  @Test
  void helpIsGivenWhateverElseIsTyped() throws UsageException {
    assertEquals(CommandLine.HELP, parse("--home /x --help status").verb());
    assertEquals(CommandLine.HELP, parse("-h").verb());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--hom /x run", "--home", "--set a run", "--set =b run", "--set"})
  void whatCannotBeFollowedIsRefused(String line) {
    assertThrows(UsageException.class, () -> parse(line));
  }
}
