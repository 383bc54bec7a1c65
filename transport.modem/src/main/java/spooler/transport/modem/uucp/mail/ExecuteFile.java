package spooler.transport.modem.uucp.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An X. file: which command to execute on which data file (Taylor UUCP manual, 6.4).
 *
 * @param command the command with its arguments
 * @param user who asks for it
 * @param input the data file
 */
public record ExecuteFile(String command, String user, String input) {
  private static final long LARGEST = 1024 * 1024;

  /** The octets of one that says this. */
  public byte[] octets(String system) {
    return "U %s %s\nF %s\nI %s\nC %s\n"
        .formatted(user, system, input, input, command)
        .getBytes(ISO_8859_1);
  }

  /**
   * Reads one.
   *
   * @throws BadRequestException when it has no command or no input, or more than one
   */
  public static ExecuteFile read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new BadRequestException(
          "execute file of %d octets: %d are the most".formatted(Files.size(file), LARGEST));
    }
    String command = "";
    String user = "";
    String input = "";
    String[] lines = Files.readString(file, ISO_8859_1).split("\n", -1);
    boolean quoted = java.util.Arrays.asList(lines).contains("Q");
    for (String line : lines) {
      String argument = line.length() > 2 ? line.substring(2).strip() : "";
      switch (line.isEmpty() || line.charAt(0) == '#' ? "" : line.substring(0, 1)) {
        case "C" -> command = only(command, argument, "command");
        case "U" -> user = argument.split(" ", 2)[0];
        case "I" -> input = only(input, quoted ? Quoting.remove(argument) : argument, "input");
        default -> {} // who is told of what, and files that mail doesn't need
      }
    }
    if (command.isEmpty() || input.isEmpty()) {
      throw new BadRequestException("execute file without a command or without an input");
    }
    return new ExecuteFile(quoted ? Quoting.remove(command) : command, user, input);
  }

  private static String only(String before, String now, String what) throws BadRequestException {
    if (!before.isEmpty()) {
      throw new BadRequestException("execute file with more than one " + what);
    }
    return now;
  }
}
