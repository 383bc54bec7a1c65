package spooler.transport.smtp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.Carrier;

/** AUTH (RFC 4954). Used by one thread. */
final class AuthCommand implements Carrier {
  /** A command line has 512 octets at most, and CRLF; longer answers wait to be asked for. */
  private static final int LONGEST_COMMAND = 510;

  private static final int CHALLENGE = 334;

  private final Dialogue dialogue;

  AuthCommand(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  @Override
  public Step begin(String mechanism, @Nullable String initial) throws IOException {
    return Carrier.begin(this::ask, "AUTH " + mechanism, initial, LONGEST_COMMAND);
  }

  @Override
  public Step answer(String response) throws IOException {
    return ask(response);
  }

  private Step ask(String line) throws IOException {
    Reply reply = dialogue.ask(line, "AUTH");
    if (reply.code() == CHALLENGE) {
      return new Step(State.CHALLENGE, reply.lines().get(0));
    }
    if (reply.isGoOn()) {
      throw Dialogue.unexpected(reply, "AUTH");
    }
    if (reply.isDone()) {
      return new Step(State.DONE, reply.text());
    }
    return new Step(reply.isNever() ? State.REFUSED : State.NOT_NOW, reply.text());
  }
}
