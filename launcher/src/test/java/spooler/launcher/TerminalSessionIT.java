package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator at a terminal: keys are struck, and the screen is looked at. */
@Timeout(240)
class TerminalSessionIT {
  private Path folder;
  private Path home;
  private Tmux terminal;

  /** A relay that answers a call and then says nothing. */
  private ServerSocket silent;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(Tmux.isThere(), "tmux is not installed: no terminal to try it at");
    this.folder = folder;
    this.home = folder.resolve("home");
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Command.run(home, "status");
    Files.writeString(
        home.resolve("etc/transport.smtp-harbour.cfg"),
        "host = 127.0.0.1\nport = %d\n".formatted(silent.getLocalPort()));
    Files.writeString(
        folder.resolve("letter.eml"), "From: ann@example.org\nTo: bob@example.org\n\nHello\n");
    terminal =
        new Tmux(
            folder,
            72,
            40,
            Map.of(
                "SPOOLER_HOME", home.toString(), "SPOOLER", bin().toString(), "LANG", "C.UTF-8"));
  }

  @AfterEach
  void stop() throws Exception {
    if (terminal != null) {
      terminal.close();
      silent.close();
    }
  }

  private static Path bin() {
    return Distribution.path().resolve("bin/spooler");
  }

  @Test
  void theShellCompletesCommandsFlagsTransportsAndIdsAndShowsAProgressLine() throws Exception {
    terminal.type("$SPOOLER run; echo ended: $?");
    terminal.await("spooler>");

    terminal.type("submit " + folder.resolve("letter.eml"));
    terminal.await("Accepted ");
    terminal.strike("fet", "Tab");
    terminal.await("> fetch");
    terminal.strike("h", "Tab");
    terminal.await("> fetch harbour");
    terminal.strike("C-u");
    terminal.strike("send --no", "Tab");
    terminal.await("> send --no-ui");
    terminal.strike("C-u");
    terminal.strike("show 0", "Tab");
    String screen = terminal.screen();
    String id = screen.substring(screen.indexOf("Accepted ") + 9).substring(0, 13);
    terminal.await("> show " + id);
    terminal.strike("Enter");
    terminal.await("message     " + id);
    terminal.type("send");
    terminal.await("harbour: 0 of 1 sent");
    terminal.strike("C-c");
    terminal.await("stops after the message");
    terminal.strike("C-c"); // no third: late, it would break what is typed next
    terminal.await("stopped");
    terminal.type("help send");
    terminal.await("send [TRANSPORT|DESTINATION|ID...] [--no-ui] [--async]");
    terminal.type("exit");
    terminal.await("ended: 0");
  }

  /** What is logged meanwhile stands above the line that a person looks at. */
  @Test
  void theLogBreaksNeitherTheTypedLineNorTheProgressLine() throws Exception {
    terminal.type("$SPOOLER run; echo ended: $?");
    terminal.await("spooler>");

    terminal.strike("sen");
    terminal.await("spooler> sen");
    assertLogged("one@example.org", "spooler> sen");
    terminal.strike("d", "Enter");
    terminal.await("harbour: 0 of 1 sent");
    assertLogged("two@example.org", "harbour: 0 of");
    terminal.strike("C-c");
    terminal.await("stops after the message");
    terminal.strike("C-c");
    terminal.await("stopped");
    terminal.type("felix:update spooler.shell " + shell().toUri());
    terminal.type("status");
    terminal.await("address book");
    terminal.strike("sta");
    terminal.await("spooler> sta");
    assertLogged("three@example.org", "spooler> sta");
    terminal.strike("C-u");
    terminal.type("exit");
    terminal.await("ended: 0");
    assertTrue(lines("spooler.launcher: stopped").size() == 1, terminal.screen());
  }

  private static Path shell() throws IOException {
    return Distribution.only(Distribution.path().resolve("bundles"), "spooler\\.shell-.*");
  }

  private void assertLogged(String recipient, String lastLine) throws Exception {
    int before = lines(" accepted, ").size();
    Command submitted =
        Command.run(home, "submit", folder.resolve("letter.eml").toString(), "--to", recipient);
    assertEquals(0, submitted.exitCode(), submitted.error());
    Await.until("it is logged", () -> lines(" accepted, ").size() > before);
    Await.until("the line is there again", () -> last().startsWith(lastLine));
    for (String line : lines(" accepted, ")) {
      assertTrue(line.matches("\\d{4}-\\d\\d-\\d\\d .* accepted, recipients: 1"), line);
    }
  }

  private List<String> lines(String text) throws Exception {
    return terminal.screen().lines().filter(line -> line.contains(text)).toList();
  }

  private String last() throws Exception {
    return terminal.screen().lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
  }

  @Test
  void fromOutsideAProgressLineIsShownAndCtrlCLosesNothing() throws Exception {
    Command run = Command.start(home, "run");
    try {
      run.awaitError("running on");
      terminal.type("$SPOOLER submit " + folder.resolve("letter.eml"));
      terminal.await("Accepted ");
      terminal.type("$SPOOLER hold from=ann@example.org");
      terminal.await("Hold 1 message (");
      terminal.strike("n", "Enter");
      terminal.await("nothing was changed");

      terminal.type("$SPOOLER send");
      terminal.await("harbour: 0 of 1 sent");
      terminal.strike("C-c");
      terminal.await("stops after the message");
      terminal.strike("C-c");
      terminal.strike("C-c");
      terminal.await("spooler: stopped");

      Command queue = Command.run(home, "queue");
      assertTrue(queue.text().contains("bob@example.org"), queue.text());
      terminal.type("clear; $SPOOLER queue; echo code $?");
      terminal.await("code 0");
      assertTrue(terminal.screen().contains("…"), terminal.screen());
      assertEquals(0, Command.run(home, "queue", "--json").exitCode());
    } finally {
      run.process().destroy();
      run.exitCode();
    }
  }
}
