package spooler.shell;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Pause;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.Verb;
import spooler.api.mapi.MapiException;

/** {@code pause}: leaves a transport alone. */
@Component(service = Verb.class)
public final class PauseVerb extends SessionVerb {
  /** The command over this spooler. */
  @Activate
  public PauseVerb(@Reference(name = "spooler") Spooler spooler) {
    super(
        spooler,
        "pause",
        "TRANSPORT [--for SPAN] [--why TEXT]",
        "neither sends to a transport nor fetches from it, until resume or for a while");
  }

  @Override
  Answer run(Call call, Session session) throws MapiException {
    Pause pause = new Pause(until(call), call.one("--why").orElse(""));
    String name = call.words().get(0);
    session.pause(name, pause);
    String done = "%s is %s".formatted(name, pause);
    return Profile.of(session).names().contains(name)
        ? Lines.of(done)
        : Lines.of(done, "no transport of that name is there now: it holds for one that comes");
  }

  private static @Nullable Instant until(Call call) {
    try {
      return call.one("--for")
          .map(text -> Instant.now().truncatedTo(SECONDS).plus(When.span(text)))
          .orElse(null);
    } catch (IllegalArgumentException none) {
      throw call.wrong(OneLine.of(none));
    }
  }
}
