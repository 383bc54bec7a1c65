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

  /**
   * Asks to send a file.
   *
   * @param name what it is to be called there
   * @param size in octets; negative where the far side does not want to know
   */
  static String send(String name, String user, long size) {
    String start = "S D.0 %1$s %2$s -C %1$s 0600".formatted(name, user);
    return size < 0 ? start : "%s \"\" 0x%x".formatted(start, size);
  }

  /**
   * Asks to send a file that a command is to read there. Only Taylor UUCP takes it, which makes
   * nothing of the file's name and mode here, and takes the size as it comes: so these are short,
   * for each octet is a millisecond of a thin line.
   */
  static String execute(String name, String user, long size, String command) {
    return "E 0 %1$s %2$s -C %1$s 0 0 %3$d %4$s".formatted(name, user, size, command);
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
