package spooler.launcher.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spooler.api.command.Commands;
import spooler.launcher.channel.ProcessConsole;

/** Tells the demonstration: numbered stages, and the shell's own commands as a user types them. */
final class Narration {
  private final PrintStream out;
  private final Commands shell;
  private int stage;

  /**
   * Tells it here.
   *
   * @param shell runs commands, which print their answers
   */
  Narration(PrintStream out, Commands shell) {
    this.out = out;
    this.shell = shell;
  }

  /** Begins a stage. */
  void stage(String text) {
    out.printf("%n%d. %s%n", ++stage, text);
  }

  /** One line of what happens in it. */
  void say(String text) {
    out.println(text);
  }

  /** The last line. */
  void end(String text) {
    out.printf("%n%s%n", text);
  }

  /** Runs a command of the shell; whether it succeeded. */
  boolean type(String... words) {
    List<String> command = new ArrayList<>(Arrays.asList(words));
    out.printf("%n$ spooler %s%n", String.join(" ", command));
    return shell.run(command, new ProcessConsole()) == Commands.OK;
  }
}
