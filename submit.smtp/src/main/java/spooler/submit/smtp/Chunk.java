package spooler.submit.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What BDAT announces (RFC 3030).
 *
 * @param last whether the message ends with it
 */
record Chunk(long octets, boolean last) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,18})( +LAST)? *", Pattern.CASE_INSENSITIVE);

  /** The chunk that a command announces; empty when it is no BDAT that can be understood. */
  static Optional<Chunk> of(Command command) {
    Matcher matcher = FORM.matcher(command.argument());
    return command.verb().equals("BDAT") && matcher.matches()
        ? Optional.of(new Chunk(Long.parseLong(matcher.group(1)), matcher.group(2) != null))
        : Optional.empty();
  }
}
