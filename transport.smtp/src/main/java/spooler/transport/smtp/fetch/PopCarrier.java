package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.Carrier;

/** AUTH of POP3 (RFC 5034), and USER with PASS in the place of LOGIN. Used by one thread. */
final class PopCarrier implements Carrier {
  /** A command line has 255 octets at most, and CRLF (RFC 2449, 4). */
  private static final int LONGEST_COMMAND = 253;

  /** Not the credentials' fault (RFC 2449, 8; RFC 3206); some servers say it in words only. */
  private static final Pattern NOT_NOW =
      Pattern.compile(
          "\\[(in-use|login-delay|sys/temp)\\S*].*|(?!\\[auth]).*(lock|in use|busy|try again|tempor).*");

  private final PopLine line;
  private final boolean byUser;
  private boolean plain;
  private int answers;

  /**
   * A carrier.
   *
   * @param byUser whether LOGIN means USER and PASS
   */
  PopCarrier(PopLine line, boolean byUser) {
    this.line = line;
    this.byUser = byUser;
  }

  @Override
  public Step begin(String mechanism, @Nullable String initial) throws IOException {
    plain = byUser && mechanism.equals("LOGIN");
    answers = 0;
    if (plain) {
      return new Step(State.CHALLENGE, "");
    }
    return Carrier.begin(this::ask, "AUTH " + mechanism, initial, LONGEST_COMMAND);
  }

  @Override
  public Step answer(String response) throws IOException {
    if (!plain) {
      return ask(response);
    }
    String word = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
    if (answers++ == 0) {
      Step named = ask("USER " + word);
      return named.state() == State.DONE ? new Step(State.CHALLENGE, "") : named;
    }
    Step end = ask("PASS " + word);
    return new Step(end.state(), end.text().replace(word, "(secret)"));
  }

  private Step ask(String command) throws IOException {
    line.wire().put(command);
    String answer = line.wire().line();
    if (answer.startsWith("+OK")) {
      return new Step(State.DONE, answer);
    }
    if (answer.startsWith("+")) {
      return new Step(State.CHALLENGE, answer.substring(1).strip());
    }
    String why = answer.startsWith("-ERR") ? answer.substring(4).strip() : answer;
    boolean notNow = NOT_NOW.matcher(why.toLowerCase(Locale.ROOT)).matches();
    return new Step(notNow ? State.NOT_NOW : State.REFUSED, why);
  }
}
