package spooler.transport.modem.uucp.session;

import java.util.Arrays;
import java.util.stream.Collectors;
import spooler.transport.modem.uucp.mail.BadRequestException;
import spooler.transport.modem.uucp.mail.Quoting;
import spooler.transport.modem.uucp.mail.Shown;
import spooler.transport.modem.uucp.spool.FileRequest;

/** Reads and writes the commands S and E (Taylor UUCP manual, 6.5.2). */
public final class Command {
  private static final int FIELDS_BEFORE_NOTIFY = 7;

  private Command() {}

  /**
   * Reads one.
   *
   * @throws BadRequestException when it is garbled
   */
  public static FileRequest read(String text, Features features) throws BadRequestException {
    boolean execute = text.startsWith("E");
    String[] all = text.split(" +", execute ? 10 : -1);
    if (all.length < (execute ? 10 : FIELDS_BEFORE_NOTIFY) || !all[4].startsWith("-")) {
      throw new BadRequestException("garbled command \"%s\"".formatted(Shown.of(text)));
    }
    boolean quoted = all[4].indexOf('q') >= 0;
    String[] named =
        Arrays.stream(all, 1, 4).map(s -> quoted ? Quoting.remove(s) : s).toArray(String[]::new);
    long size = features.sizes() && all.length > 8 ? size(all[8], text) : FileRequest.UNKNOWN;
    return new FileRequest(
        execute ? 'E' : 'S', named[0], named[1], named[2], all[5], size, execute ? all[9] : "");
  }

  private static long size(String text, String command) throws BadRequestException {
    try {
      long size = Long.decode(text);
      return size < 0 ? FileRequest.UNKNOWN : size;
    } catch (NumberFormatException odd) {
      throw new BadRequestException("size in command \"%s\"".formatted(Shown.of(command)));
    }
  }

  /** Where the far side need not know what a file is called here. */
  private static final String NO_NAME = "D.0";

  /** Writes one: of the file's name here only the kind is told. */
  static String write(
      char command,
      String name,
      String user,
      String options,
      String notify,
      long size,
      String execute) {
    String start = "%c %s %s %s %s %s 0600".formatted(command, NO_NAME, name, user, options, name);
    String sized = size < 0 ? start : "%s %s 0x%x".formatted(start, notify, size);
    return execute.isEmpty() ? sized : sized + " " + execute;
  }

  /** The letters and digits at the start of an answer, for the log. */
  static String shown(String answer) {
    return answer
        .chars()
        .limit(20)
        .mapToObj(c -> Shown.of(String.valueOf((char) c)))
        .collect(Collectors.joining());
  }
}
