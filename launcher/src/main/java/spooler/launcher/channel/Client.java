package spooler.launcher.channel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import spooler.api.command.CallerFile;
import spooler.api.command.CommandException;
import spooler.api.command.Terminal;

/**
 * Has the spooler that runs on a home run a command that was typed here.
 *
 * <p><b>Threads:</b> the caller's reads what comes and does it; what waits for the standard input
 * has its own, so that the end of the command is not missed meanwhile. <br>
 * <b>Failure:</b> a spooler that goes in the middle is an error; what it had accepted is safe.
 */
public final class Client {
  private final Wire wire;
  private final ProcessConsole console = new ProcessConsole();
  private @Nullable InputStream file;
  private @Nullable Terminal terminal;

  private Client(Wire wire) {
    this.wire = wire;
  }

  /**
   * Runs it.
   *
   * @param var the home's folder for what the spooler writes
   * @return the exit code; empty when no spooler runs there
   * @throws IOException in one line, when there is one and it cannot be asked
   */
  public static OptionalInt run(Path var, List<String> words) throws IOException {
    Optional<Place.Reached> reached = reach(new Place(var));
    if (reached.isEmpty()) {
      return OptionalInt.empty();
    }
    try (Wire wire = new Wire(reached.get().channel())) {
      return OptionalInt.of(new Client(wire).run(words, reached.get().secret()));
    } catch (EOFException gone) {
      throw new IOException(
          "the spooler has gone before the command ended; what it has accepted is safe", gone);
    }
  }

  private static Optional<Place.Reached> reach(Place place) throws IOException {
    try {
      return place.reach();
    } catch (AccessDeniedException others) {
      throw new IOException(
          "a spooler runs there as another user%s: give the command as that one"
              .formatted(owner(place)),
          others);
    }
  }

  private static String owner(Place place) {
    try {
      return " (" + Files.getOwner(place.folder()).getName() + ")";
    } catch (IOException | UnsupportedOperationException unknown) {
      return "";
    }
  }

  private int run(List<String> words, String secret) throws IOException {
    wire.send(
        new Greeting(
                secret,
                console.folder().toString(),
                console.screen().width(),
                console.screen().colours(),
                console.isTerminal(),
                words)
            .frame());
    try {
      Frame frame = wire.receive();
      while (frame.kind() != Frame.Kind.EXIT) {
        obey(frame);
        frame = wire.receive();
      }
      return frame.number();
    } finally {
      if (terminal != null) {
        terminal.close();
      }
      System.out.flush();
    }
  }

  private void obey(Frame frame) throws IOException {
    switch (frame.kind()) {
      case OUT -> show(System.out, frame);
      case ERR -> show(System.err, frame);
      case READ -> beginReading(console.in(), frame.number());
      case OPEN -> open(frame.text());
      case READ_FILE -> read(file, frame.number());
      case KEYS -> terminal().keysOneByOne(frame.number() == 1);
      case KEY -> wire.send(Frame.of(Frame.Kind.DATA, terminal().key(frame.number())));
      case WATCH -> watch(frame.number() == 1);
      default -> throw new IOException("the spooler is of another version: restart it");
    }
  }

  private static void show(PrintStream stream, Frame frame) {
    stream.write(frame.content(), 0, frame.content().length);
    stream.flush();
  }

  private void beginReading(InputStream in, int most) {
    Server.daemon(
            () -> {
              try {
                read(in, most);
              } catch (IOException gone) {
                wire.close(); // the other thread says so
              }
            },
            "input")
        .start();
  }

  private void read(@Nullable InputStream in, int most) throws IOException {
    byte[] block = new byte[Math.max(0, Math.min(most, Frame.BLOCK))];
    int got;
    try {
      got = in == null ? -1 : in.read(block);
    } catch (IOException unreadable) {
      wire.send(Frame.of(Frame.Kind.REFUSED, String.valueOf(unreadable.getMessage())));
      return;
    }
    wire.send(new Frame(Frame.Kind.DATA, Arrays.copyOf(block, Math.max(0, got))));
  }

  private void open(String name) throws IOException {
    try {
      if (file != null) {
        file.close();
      }
      file = CallerFile.open(console.folder(), name);
      wire.send(Frame.of(Frame.Kind.DATA));
    } catch (CommandException | IOException refused) {
      wire.send(Frame.of(Frame.Kind.REFUSED, String.valueOf(refused.getMessage())));
    }
  }

  private Terminal terminal() throws IOException {
    if (terminal == null) {
      terminal = console.terminal().orElseThrow(() -> new IOException("there is no terminal here"));
    }
    return terminal;
  }

  private void watch(boolean on) throws IOException {
    if (on) {
      terminal().onInterrupt(this::interrupt);
    } else if (terminal != null) {
      terminal.close();
      terminal = null;
    }
  }

  private void interrupt() {
    try {
      wire.send(Frame.of(Frame.Kind.INTERRUPT));
    } catch (IOException gone) {
      wire.close(); // the thread that reads says so
    }
  }
}
