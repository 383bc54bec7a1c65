package spooler.shell;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.Verb;
import spooler.api.flush.FlushCounts;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTicket.Progress;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/** {@code flushes}: the sends and fetches of late, the newest first. */
@Component(service = Verb.class)
public final class FlushesVerb extends SessionVerb {
  private final Clock clock;

  /** The command over this spooler. */
  @Activate
  public FlushesVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC());
  }

  FlushesVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        "flushes",
        "",
        "the sends and fetches of late, the newest first, and what came of each");
    this.clock = clock;
  }

  @Override
  Answer run(Call call, Session session) throws MapiException {
    List<FlushTicket> flushes = session.flushes();
    if (flushes.isEmpty() && !call.isSet(Syntax.JSON)) {
      return Lines.of("There was no send or fetch since the spooler was started.");
    }
    Instant now = clock.instant();
    Table table =
        new Table(
            "FLUSH", "STATE", "AGE", "SENT", "FAILED", "DELAYED", "DEFERRED", "RECEIVED", "NOW");
    flushes.forEach(flush -> add(table, flush, now));
    return table;
  }

  private static void add(Table table, FlushTicket flush, Instant now) {
    FlushReport report = flush.report().orElse(null);
    Progress progress = flush.progress();
    FlushCounts counts = report == null ? progress.counts() : report.counts();
    table.row(
        flush.id().value(),
        state(report == null ? null : report.result()),
        report == null ? Cell.none() : age(Duration.between(report.started(), now)),
        counts.sent(),
        counts.failed(),
        counts.delayed(),
        counts.deferred(),
        counts.received(),
        progress.transport().isEmpty() ? Cell.none() : progress.transport());
  }

  private static Cell age(Duration age) {
    return Cell.of(Amounts.span(age), age);
  }

  private static Cell state(@Nullable HResult result) {
    if (result == null) {
      return Cell.good("running");
    }
    if (result.equals(HResult.MAPI_E_USER_CANCEL)) {
      return Cell.warn("stopped");
    }
    return result.isFailure() ? Cell.bad("failed") : Cell.of("done");
  }
}
