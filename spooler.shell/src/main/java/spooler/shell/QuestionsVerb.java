package spooler.shell;

import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.Verb;
import spooler.api.mapi.MapiException;

/** {@code questions}: what transports ask and wait for. */
@Component(service = Verb.class)
public final class QuestionsVerb extends SessionVerb {
  private final Clock clock;

  /** The command over this spooler. */
  @Activate
  public QuestionsVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC());
  }

  QuestionsVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        "questions",
        "",
        "what transports ask, and how long they still wait for an answer");
    this.clock = clock;
  }

  @Override
  Answer run(Call call, Session session) throws MapiException {
    return new QuestionListing(clock.instant(), session.questions());
  }
}
