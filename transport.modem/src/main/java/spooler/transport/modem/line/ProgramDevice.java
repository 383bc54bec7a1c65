package spooler.transport.modem.line;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A program whose standard input and output are the line, for radios and satellite handsets that
 * come with one. No shell looks at its arguments; what it writes to standard error goes to the log.
 */
public record ProgramDevice(List<String> command) implements Device {
  /** Copies the list. */
  public ProgramDevice {
    command = List.copyOf(command);
  }

  @Override
  public Port open(Duration limit) throws IOException {
    try {
      return new ProgramPort(new ProcessBuilder(command).start(), command.get(0));
    } catch (IOException failed) {
      throw new IOException("%s: %s".formatted(this, failed.getMessage()), failed);
    }
  }

  @Override
  public String look() throws IOException {
    Path program = Path.of(command.get(0));
    Stream<Path> places =
        program.getNameCount() > 1 || program.isAbsolute() ? Stream.of(program) : onPath(program);
    Path found =
        places
            .filter(Files::isRegularFile)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () -> new IOException("%s: there is no such program to run".formatted(this)));
    return found + " is there";
  }

  private static Stream<Path> onPath(Path program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder).resolve(program));
  }

  /** Its name only: arguments may be secret. */
  @Override
  public String toString() {
    return "program:" + command.get(0);
  }
}
