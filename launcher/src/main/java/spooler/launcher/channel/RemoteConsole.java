package spooler.launcher.channel;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import spooler.api.command.CommandException;
import spooler.api.command.Console;
import spooler.api.command.Screen;
import spooler.api.command.Terminal;

/** The console of a client. Used by the command's thread. */
final class RemoteConsole implements Console {
  private final Connection connection;
  private final Greeting greeting;
  private final PrintStream out;
  private final PrintStream err;

  RemoteConsole(Connection connection, Greeting greeting) {
    this.connection = connection;
    this.greeting = greeting;
    this.out = stream(Frame.Kind.OUT);
    this.err = stream(Frame.Kind.ERR);
  }

  private PrintStream stream(Frame.Kind kind) {
    OutputStream frames = new RemoteOutput(connection, kind);
    return new PrintStream(
        new BufferedOutputStream(frames, Frame.BLOCK), false, StandardCharsets.UTF_8);
  }

  void flush() {
    out.flush();
    err.flush();
  }

  @Override
  public InputStream in() {
    return new RemoteInput(connection, Frame.Kind.READ);
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public Path folder() {
    return Path.of(greeting.folder());
  }

  @Override
  public InputStream open(String file) throws CommandException, IOException {
    Frame reply = connection.ask(Frame.of(Frame.Kind.OPEN, file));
    if (reply.kind() == Frame.Kind.REFUSED) {
      throw new CommandException(reply.text());
    }
    return new RemoteInput(connection, Frame.Kind.READ_FILE);
  }

  @Override
  public Optional<Terminal> terminal() {
    flush();
    return greeting.terminal()
        ? Optional.of(new RemoteTerminal(connection, greeting.width()))
        : Optional.empty();
  }

  @Override
  public Screen screen() {
    return new Screen(greeting.width(), greeting.colours());
  }
}
