package spooler.shell;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Question;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.mapi.MapiException;

/**
 * What transports ask the user. A secret is neither shown nor repeated in any message.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's. <br>
 * <b>Failure:</b> an exception whose message is one line that says what to do; the transport waits
 * on until its time is over.
 */
@Component(service = QuestionCommands.class)
@GogoCommand(
    scope = "spool",
    function = {"questions", "answer"})
public final class QuestionCommands {
  private final Spooler spooler;
  private final Clock clock;
  private final Function<CommandSession, Optional<Tty>> ttys;

  /** Commands over this spooler. */
  @Activate
  public QuestionCommands(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC(), new Ttys());
  }

  QuestionCommands(Spooler spooler, Clock clock, Function<CommandSession, Optional<Tty>> ttys) {
    this.spooler = spooler;
    this.clock = clock;
    this.ttys = ttys;
  }

  /** {@code questions}: what is asked and not answered yet. */
  @Descriptor("what transports ask, and how long they still wait for an answer")
  public QuestionListing questions(@Descriptor("nothing") String... args) throws MapiException {
    Verb.QUESTIONS.parse(args);
    try (Session session = spooler.logon(Set.of())) {
      return new QuestionListing(clock.instant(), session.questions());
    }
  }

  /** {@code answer ID [TEXT] [--none]}: answers one. */
  @Descriptor("answer a question; without TEXT it is asked for here, a secret without being shown")
  public Lines answer(
      CommandSession shell,
      @Descriptor("ID [TEXT] [--none]; --none: there is no answer") String... args)
      throws MapiException, CommandException {
    Arguments arguments = Verb.ANSWER.parse(args);
    List<String> words = arguments.words();
    boolean none = arguments.isSet("--none");
    if (none && words.size() > 1) {
      throw arguments.wrong("--none and an answer exclude each other");
    }
    try (Session session = spooler.logon(Set.of())) {
      Question question = find(session, number(arguments, words.get(0)));
      String text = words.size() > 1 ? words.get(1) : null;
      session.answer(question.id(), none ? null : answer(shell, session, question, text));
      return new Lines(
          List.of(
              "%s is told %s"
                  .formatted(
                      OneLine.of(question.transport()),
                      none ? "that there is no answer" : "the answer")));
    }
  }

  private String answer(
      CommandSession shell, Session session, Question question, @Nullable String text)
      throws CommandException {
    @Nullable Tty tty = ttys.apply(shell).orElse(null);
    try (tty) {
      if (text != null && (tty == null || !question.secret())) {
        return text;
      }
      if (text != null) {
        throw new CommandException(
            "it is a secret: write answer %d alone, and type it where nobody sees it"
                .formatted(question.id()));
      }
      if (tty == null) {
        throw new CommandException(
            "no terminal to ask at: write answer %1$d TEXT, or answer %1$d --none"
                .formatted(question.id()));
      }
      return typed(session, tty, question);
    }
  }

  private static String typed(Session session, Tty tty, Question question) throws CommandException {
    AtomicBoolean stopped = new AtomicBoolean();
    tty.onInterrupt(() -> stopped.set(true));
    return new Prompt(session, tty)
        .ask(question, () -> !stopped.get())
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

  private static long number(Arguments arguments, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      throw arguments.wrong("the ID of a question is a number: \"questions\" lists what is asked");
    }
  }
}
