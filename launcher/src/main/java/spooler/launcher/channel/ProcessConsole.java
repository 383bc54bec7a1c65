package spooler.launcher.channel;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import spooler.api.command.CallerFile;
import spooler.api.command.CommandException;
import spooler.api.command.Console;
import spooler.api.command.Screen;
import spooler.api.command.Terminal;

/**
 * The console of this process. Whoever starts it says by system properties what Java cannot find
 * out by itself: {@code spooler.columns}, the width of the terminal that the standard output is, 0
 * for none; {@code spooler.terminal}, whether a person is at both ends.
 */
public final class ProcessConsole implements Console {
  private final InputStream in = new FileInputStream(FileDescriptor.in);

  @Override
  public InputStream in() {
    return in;
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
    return Path.of("").toAbsolutePath();
  }

  @Override
  public InputStream open(String file) throws CommandException, IOException {
    return CallerFile.open(folder(), file);
  }

  @Override
  public Optional<Terminal> terminal() {
    return isTerminal() ? Optional.of(new ProcessTerminal(in, width())) : Optional.empty();
  }

  @Override
  public Screen screen() {
    return new Screen(width(), width() > 0 && System.getenv("NO_COLOR") == null && isAble());
  }

  boolean isTerminal() {
    return Boolean.getBoolean("spooler.terminal") && isAble();
  }

  private static boolean isAble() {
    String type = System.getenv("TERM");
    return type != null && !type.isEmpty() && !type.equals("dumb");
  }

  private static int width() {
    return Math.max(0, Integer.getInteger("spooler.columns", 0));
  }
}
