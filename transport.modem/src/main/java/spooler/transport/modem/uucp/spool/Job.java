package spooler.transport.modem.uucp.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A request that is complete: a command, and the file that it reads. Two files, {@code NUMBER.data}
 * and then {@code NUMBER.job}, whose lines are the fields below in this order; without the second
 * the first is nothing.
 *
 * @param number ascending
 * @param command such as {@code rmail bob@example.org}
 * @param user who asked for it
 * @param origin key of the file that brought it
 * @param unixNewlines whether its lines end with LF
 * @param data the file
 */
record Job(
    String number, String command, String user, String origin, boolean unixNewlines, Path data) {
  static final String SUFFIX = ".job";

  static Path file(Path folder, String number) {
    return folder.resolve(number + SUFFIX);
  }

  static Path data(Path folder, String number) {
    return folder.resolve(number + ".data");
  }

  void write(Path folder) throws IOException {
    String text = String.join("\n", command, user, origin, String.valueOf(unixNewlines), "");
    Durable.write(file(folder, number), text);
  }

  static Job read(Path folder, String number) throws IOException {
    List<String> lines = Files.readAllLines(file(folder, number));
    if (lines.size() < 4) {
      throw new IOException("%s has %d lines, not 4".formatted(file(folder, number), lines.size()));
    }
    return new Job(
        number,
        lines.get(0),
        lines.get(1),
        lines.get(2),
        Boolean.parseBoolean(lines.get(3)),
        data(folder, number));
  }
}
