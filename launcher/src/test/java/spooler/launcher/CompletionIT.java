package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operating system's shells complete commands, flags, and what there is in a running spooler.
 */
@Timeout(240)
class CompletionIT {
  private static Path home;
  private static Command run;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    home = folder.resolve("home");
    Command.run(home, "help");
    Files.writeString(home.resolve("etc/submit.smtp.cfg"), "port = 0\n");
    Files.writeString(
        home.resolve("etc/transport.smtp-harbour.cfg"), "host = 127.0.0.1\nport = 1\n");
    run = Command.start(home, "run");
    run.awaitError("running on");
    Await.until(
        "the transport is there", () -> Command.run(home, "profile").text().contains("harbour"));
  }

  @AfterAll
  static void stop() throws Exception {
    run.process().destroy();
    run.exitCode();
  }

  private static Path bin() {
    return Distribution.path().resolve("bin").toAbsolutePath().normalize();
  }

  /** What bash would offer for the last of these words. */
  private static List<String> offered(String... words) throws Exception {
    String script =
        """
        set -u
        source <(spooler completion bash)
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _spooler 2>/dev/null
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    ProcessBuilder bash = new ProcessBuilder("bash", "--norc", "-c", script, "bash");
    bash.command().addAll(List.of(words));
    bash.environment().put("SPOOLER_HOME", home.toString());
    bash.environment().put("PATH", bin() + ":" + System.getenv("PATH"));
    Process process = bash.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return said.lines().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "tra, trace transports",
    "fetch h, harbour",
    "send --no, --no-ui",
    "pause harbour --f, --for",
    "reroute state=held --to h, harbour",
    "--home /somewhere stat, status",
    "hold stat, state=",
    "completion , bash zsh",
    "fetch nix, ''",
  })
  void bashIsOfferedWhatFits(String typed, String fitting) throws Exception {
    String line = "spooler " + typed + (typed.endsWith("completion") ? " " : "");
    assertEquals(fitting, String.join(" ", offered(line.split(" ", -1))).strip(), line);
  }

  /** Keys are struck at a real terminal; what the shell then has in its line is looked at. */
  @ParameterizedTest
  @ValueSource(strings = {"bash --norc -i", "zsh -f -i"})
  void aShellCompletesAtTheTerminal(String shell, @TempDir Path folder) throws Exception {
    String name = shell.substring(0, shell.indexOf(' '));
    assumeTrue(Tmux.isThere(), "tmux is not installed: no terminal to try it at");
    assumeTrue(isThere(name), name + " is not installed");
    Tmux terminal =
        new Tmux(
            folder,
            100,
            30,
            Map.of("SPOOLER_HOME", home.toString(), "BIN", bin().toString(), "LANG", "C.UTF-8"));
    try {
      terminal.type("PATH=$BIN:$PATH PS1='> ' PROMPT='> ' " + shell);
      terminal.await("> ");
      if (name.equals("zsh")) {
        terminal.type("PROMPT='> '; autoload -U compinit; compinit -u -D");
      } else {
        terminal.type("PS1='> '");
      }
      terminal.type("source <(spooler completion " + name + "); echo sourced");
      terminal.await("\nsourced");
      terminal.strike("spooler fet", "Tab");
      terminal.await("> spooler fetch");
      terminal.strike("h", "Tab");
      terminal.await("> spooler fetch harbour");
      terminal.strike("C-u");
      terminal.strike("spooler send --no", "Tab");
      terminal.await("> spooler send --no-ui");
      terminal.strike("C-u");
    } finally {
      terminal.close();
    }
  }

  private static boolean isThere(String program) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
  }

  @Test
  void bothScriptsAreSyntacticallySound() throws Exception {
    Path script = Files.createTempFile("completion", ".bash");
    Files.writeString(script, Command.run(home, "completion", "bash").text());
    assertEquals(0, new ProcessBuilder("bash", "-n", script.toString()).start().waitFor());
    assertTrue(Files.size(script) > 500);
    Files.delete(script);
  }
}
