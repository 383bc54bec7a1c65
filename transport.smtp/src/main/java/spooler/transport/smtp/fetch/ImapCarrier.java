package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.Carrier;

/** AUTHENTICATE of IMAP, and its LOGIN command in the place of LOGIN. Used by one thread. */
final class ImapCarrier implements Carrier {
  /** Not the credentials' fault (RFC 5530, 3). */
  private static final Pattern NOT_NOW =
      Pattern.compile("\\[(unavailable|inuse|limit|serverbug|contactadmin).*");

  private final ImapLine line;
  private final boolean withInitial;
  private final boolean byCommand;
  private boolean plain;
  private String username = "";
  private int answers;

  /**
   * A carrier.
   *
   * @param withInitial whether the first message may stand in the command (SASL-IR, RFC 4959)
   * @param byCommand whether LOGIN means the command of that name
   */
  ImapCarrier(ImapLine line, boolean withInitial, boolean byCommand) {
    this.line = line;
    this.withInitial = withInitial;
    this.byCommand = byCommand;
  }

  @Override
  public Step begin(String mechanism, @Nullable String initial) throws IOException {
    plain = byCommand && mechanism.equals("LOGIN");
    answers = 0;
    if (plain) {
      return new Step(State.CHALLENGE, "");
    }
    String command = "AUTHENTICATE " + mechanism;
    if (initial == null) {
      return step(line.ask(command));
    }
    if (withInitial) {
      return step(line.ask(command + " " + (initial.isEmpty() ? "=" : initial)));
    }
    Step asked = step(line.ask(command));
    return asked.state() == State.CHALLENGE ? step(line.goOn(initial)) : asked;
  }

  @Override
  public Step answer(String response) throws IOException {
    if (!plain) {
      return step(line.goOn(response));
    }
    String word = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
    if (answers++ == 0) {
      username = word;
      return new Step(State.CHALLENGE, "");
    }
    Step end = step(line.ask("LOGIN " + quoted(username) + " " + quoted(word)));
    return new Step(end.state(), end.text().replace(word, "(secret)"));
  }

  private static String quoted(String word) throws IOException {
    if (word.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IOException(
          "this server takes only names and passwords of ASCII characters (LOGIN): change them");
    }
    return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static Step step(ImapLine.Answer answer) {
    if (answer.isGoOn()) {
      return new Step(State.CHALLENGE, answer.text());
    }
    if (answer.isOk()) {
      return new Step(State.DONE, answer.text());
    }
    boolean notNow = NOT_NOW.matcher(answer.text().toLowerCase(Locale.ROOT)).matches();
    return new Step(notNow ? State.NOT_NOW : State.REFUSED, answer.text());
  }
}
