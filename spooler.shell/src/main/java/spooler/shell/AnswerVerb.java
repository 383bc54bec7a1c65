package spooler.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Question;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Terminal;
import spooler.api.command.Verb;
import spooler.api.mapi.MapiException;

/**
 * {@code answer}: answers what a transport asks. A secret is neither shown nor repeated in any
 * message.
 *
 * <p><b>Failure:</b> the transport waits on until its time is over.
 */
@Component(service = Verb.class)
public final class AnswerVerb extends SessionVerb {
  /** The command over this spooler. */
  @Activate
  public AnswerVerb(@Reference(name = "spooler") Spooler spooler) {
    super(
        spooler,
        "answer",
        "QUESTION [TEXT] [--none]",
        "answer a question; without TEXT it is asked for here, a secret without being shown");
  }

  @Override
  Answer run(Call call, Session session) throws MapiException, CommandException {
    List<String> words = call.words();
    boolean none = call.isSet("--none");
    if (none && words.size() > 1) {
      throw call.wrong("--none and an answer exclude each other");
    }
    Question question = find(session, number(call, words.get(0)));
    String text = words.size() > 1 ? words.get(1) : null;
    session.answer(question.id(), none ? null : answer(call, session, question, text));
    return Lines.of(
        "%s is told %s"
            .formatted(
                OneLine.of(question.transport()), none ? "that there is no answer" : "the answer"));
  }

  private static String answer(Call call, Session session, Question question, @Nullable String text)
      throws CommandException {
    @Nullable Terminal terminal = call.console().terminal().orElse(null);
    try (terminal) {
      if (text != null && (terminal == null || !question.secret())) {
        return text;
      }
      if (text != null) {
        throw new CommandException(
            "it is a secret: write answer %d alone, and type it where nobody sees it"
                .formatted(question.id()));
      }
      if (terminal == null) {
        throw new CommandException(
            "no terminal to ask at: write answer %1$d TEXT, or answer %1$d --none"
                .formatted(question.id()));
      }
      return typed(session, terminal, question);
    }
  }

  private static String typed(Session session, Terminal terminal, Question question)
      throws CommandException {
    Interrupts interrupts = new Interrupts();
    terminal.onInterrupt(interrupts::count);
    return new Prompt(session, terminal)
        .ask(question, () -> interrupts.times() == 0)
        .orElseThrow(
            () ->
                new CommandException(
                    "not answered: answer %d --none says that there is no answer"
                        .formatted(question.id())));
  }

  private static Question find(Session session, long id) throws MapiException, CommandException {
    return session.questions().stream()
        .filter(question -> question.id() == id)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    "nobody waits for an answer to %d: \"questions\" lists what is asked"
                        .formatted(id)));
  }

  private static long number(Call call, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      throw call.wrong("a QUESTION is a number: \"questions\" lists what is asked");
    }
  }
}
