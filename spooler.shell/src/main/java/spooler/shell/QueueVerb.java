package spooler.shell;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.QueueEntry;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.Verb;
import spooler.api.mapi.MapiException;

/** {@code queue}: what waits, and why. */
@Component(service = Verb.class)
public final class QueueVerb extends SessionVerb {
  private static final int USUAL = 100;
  private static final int MOST = 10_000;

  private final Clock clock;

  /** The command over this spooler. */
  @Activate
  public QueueVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC());
  }

  QueueVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        "queue",
        "[FILTER...] [--limit N]",
        "the messages that wait, all or those that fit, and why each is still here");
    this.clock = clock;
  }

  @Override
  Answer run(Call call, Session session) throws MapiException {
    Filter filter = Selection.filter(call, call.words());
    int most = Numbers.upTo(MOST, USUAL, call, call.one("--limit"));
    Instant now = clock.instant();
    long waiting = session.queue().size();
    if (call.words().isEmpty()) {
      return new QueueListing(now, session.queue().list(null, most), waiting, waiting);
    }
    List<QueueEntry> first = new ArrayList<>();
    AtomicLong fitting = new AtomicLong();
    Selection.each(
        session,
        entry -> filter.matches(entry, now),
        entry -> {
          fitting.incrementAndGet();
          if (first.size() < most) {
            first.add(entry);
          }
        });
    return new QueueListing(now, first, fitting.get(), waiting);
  }
}
