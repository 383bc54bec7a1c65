package spooler.transport.modem.line;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

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

  /** Its name only: arguments may be secret. */
  @Override
  public String toString() {
    return "program:" + command.get(0);
  }
}
