package spooler.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import spooler.api.command.CommandException;
import spooler.api.command.Console;
import spooler.api.command.Screen;
import spooler.api.command.Terminal;

/** A console of which nothing is wanted. */
final class NoConsole implements Console {
  @Override
  public InputStream in() {
    return InputStream.nullInputStream();
  }

  @Override
  public PrintStream out() {
    return System.out;
  }

  @Override
  public PrintStream err() {
    return System.err;
  }

  @Override
  public Path folder() {
    return Path.of(".");
  }

  @Override
  public InputStream open(String file) throws CommandException {
    throw new CommandException(file + ": there is no such file");
  }

  @Override
  public Optional<Terminal> terminal() {
    return Optional.empty();
  }

  @Override
  public Screen screen() {
    return Screen.PLAIN;
  }
}
