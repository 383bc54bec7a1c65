package spooler.transport.modem;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.line.Device;
import spooler.transport.modem.line.ProgramDevice;
import spooler.transport.modem.line.SerialDevice;
import spooler.transport.modem.line.TcpDevice;
import spooler.transport.modem.line.TelnetDevice;
import spooler.transport.modem.serial.PortProgram;

/**
 * Which line is used, and how its device is set.
 *
 * @param line {@code /dev/ttyS0}, {@code tcp:HOST:PORT}, {@code telnet:HOST:PORT} or {@code
 *     program}
 * @param command the program, if it is one
 * @param speed bits a second; 0 leaves it as it is
 * @param locks where lock files of serial devices are; null for none
 */
record LineSettings(
    String line, List<String> command, int speed, boolean rtsCts, @Nullable Path locks) {
  private static final String TCP = "tcp:";
  private static final String TELNET = "telnet:";
  private static final String PROGRAM = "program";

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException that names the key, says what is wrong, and gives an example
   */
  LineSettings {
    command = List.copyOf(command);
    if (line.equals(PROGRAM) == command.isEmpty()) {
      throw new IllegalArgumentException(
          "line = \"%s\", command = \"%s\": command is for line = program, and needed there, e.g. command = /usr/bin/radio --call HUB"
              .formatted(line, command.isEmpty() ? "" : command.get(0)));
    }
    if (speed < 0 || speed > 4_000_000) {
      throw new IllegalArgumentException(
          "speed = \"%d\": use bits a second, e.g. 57600, or 0 for as it is".formatted(speed));
    }
    if (line.startsWith(TCP) || line.startsWith(TELNET)) {
      server(line);
    } else if (!line.equals(PROGRAM) && !isDevice(line)) {
      throw wrong(line);
    }
  }

  private static boolean isDevice(String line) {
    return line.startsWith("/") || line.matches("COM\\d{1,3}");
  }

  private static IllegalArgumentException wrong(String line) {
    return new IllegalArgumentException(
        "line = \"%s\": use a device like /dev/ttyUSB0, tcp:HOST:PORT, telnet:HOST:PORT, or program"
            .formatted(line.replaceAll("\\p{Cntrl}", "?")));
  }

  private static TcpDevice server(String line) {
    String address = line.substring(line.indexOf(':') + 1);
    int colon = address.lastIndexOf(':');
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      if (colon > 0 && port > 0 && port < 65_536) {
        String host = address.substring(0, colon);
        return new TcpDevice(host.replaceAll("^\\[(.*)]$", "$1"), port);
      }
    } catch (NumberFormatException notANumber) {
      throw wrong(line);
    }
    throw wrong(line);
  }

  /** Name of the exclusive resource that the line is. */
  String resource() {
    return "line:" + (command.isEmpty() ? line : command.get(0));
  }

  /** To be opened. */
  Device device(PortProgram program) {
    if (line.startsWith(TCP)) {
      return server(line);
    }
    if (line.startsWith(TELNET)) {
      return new TelnetDevice(server(line), speed, rtsCts);
    }
    return command.isEmpty()
        ? new SerialDevice(line, speed, rtsCts, locks, program)
        : new ProgramDevice(command);
  }

  /** The folder of that name; null for none. */
  static @Nullable Path folder(String key, String name) {
    try {
      return name.isBlank() ? null : Path.of(name.strip());
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException(
          "%s = \"%s\": that is no name of a folder".formatted(key, name), malformed);
    }
  }
}
