package spooler.shell;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.HistoryEntry;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Verb;
import spooler.api.mapi.MapiException;

/** {@code show}: everything that can be said of one message, waiting or finished. */
@Component(service = Verb.class)
public final class ShowVerb extends SessionVerb {
  private final Clock clock;

  /** The command over this spooler. */
  @Activate
  public ShowVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.system(ZoneId.systemDefault()));
  }

  ShowVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        "show",
        "ID",
        "one message: envelope, times, and why each recipient is still here, or how it ended");
    this.clock = clock;
  }

  @Override
  Answer run(Call call, Session session) throws MapiException, CommandException {
    MessageId id = Selection.id(call, call.words().get(0));
    ZonedDateTime now = ZonedDateTime.now(clock);
    Optional<QueueEntry> waiting = session.queue().find(id);
    if (waiting.isPresent()) {
      return new MessageDetail(now, waiting.get());
    }
    Optional<HistoryEntry> finished = session.history().find(id);
    if (finished.isPresent()) {
      return new HistoryDetail(now, finished.get());
    }
    throw new CommandException(
        id
            + " is not in the queue, nor in the history: \"queue\" lists what waits, \"history\""
            + " what has finished");
  }
}
