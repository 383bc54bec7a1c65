package spooler.shell;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.HistoryView;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.Verb;
import spooler.api.mapi.MapiException;

/** {@code history}: what has finished, and how. */
@Component(service = Verb.class)
public final class HistoryVerb extends SessionVerb {
  private final Clock clock;

  /** The command over this spooler. */
  @Activate
  public HistoryVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.system(ZoneId.systemDefault()));
  }

  HistoryVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        "history",
        "[N]",
        "the last N messages (20) that have finished, the last one first, and how each ended");
    this.clock = clock;
  }

  @Override
  Answer run(Call call, Session session) throws MapiException {
    int most = Numbers.upTo(HistoryListing.MOST, HistoryListing.USUAL, call, call.first());
    return new HistoryListing(
        ZonedDateTime.now(clock), session.history().list(HistoryView.NEWEST, most));
  }
}
