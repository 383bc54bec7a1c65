package spooler.store.file;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Console;
import spooler.api.command.Screen;
import spooler.api.command.Terminal;
import spooler.api.command.UsageException;

/** Words that were typed in a folder. */
record TypedCall(Path folder, List<String> words) implements Call, Console {
  @Override
  public Optional<String> first() {
    return words.stream().findFirst();
  }

  @Override
  public boolean isSet(String flag) {
    return false;
  }

  @Override
  public List<String> all(String flag) {
    return List.of();
  }

  @Override
  public Optional<String> one(String flag) {
    return Optional.empty();
  }

  @Override
  public UsageException wrong(String what) {
    return new UsageException(what);
  }

  @Override
  public Console console() {
    return this;
  }

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
