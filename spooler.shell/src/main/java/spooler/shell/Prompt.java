package spooler.shell;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import spooler.api.Question;
import spooler.api.Session;
import spooler.api.command.Terminal;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/**
 * Puts a transport's question to the person at a terminal. A question that somebody else answers
 * meanwhile, or that runs out of time, is taken away again.
 */
final class Prompt {
  private final Session session;
  private final Terminal terminal;

  Prompt(Session session, Terminal terminal) {
    this.session = session;
    this.terminal = terminal;
  }

  /**
   * Asks, and waits for what is typed.
   *
   * @param wanted whether the answer is still of use
   * @return empty when there is none
   */
  Optional<String> ask(Question question, BooleanSupplier wanted) {
    String prompt =
        "%s asks: %s %s"
            .formatted(
                OneLine.of(question.transport()),
                OneLine.of(question.text().strip()),
                question.secret() ? "(not shown) " : "");
    return new LineReader(terminal)
        .read(prompt, question.secret(), () -> wanted.getAsBoolean() && isOpen(question));
  }

  /** Asks, and tells the transport; without an answer, that there is no user. */
  void settle(Question question, BooleanSupplier wanted) throws MapiException {
    Optional<String> answer = ask(question, wanted);
    try {
      session.answer(question.id(), answer.orElse(null));
    } catch (MapiException late) {
      if (!late.hresult().equals(HResult.MAPI_E_NOT_FOUND)) {
        throw late;
      }
      terminal.show("nobody waits for that answer any more\n");
    }
  }

  private boolean isOpen(Question question) {
    try {
      return session.questions().stream().anyMatch(open -> open.id() == question.id());
    } catch (MapiException gone) {
      return false;
    }
  }
}
