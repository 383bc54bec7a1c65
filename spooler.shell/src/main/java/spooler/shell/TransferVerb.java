package spooler.shell;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Terminal;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;

/**
 * Sending or fetching on demand: waits for the end, and shows how far it is where somebody sits at
 * a terminal; or just begins it.
 */
abstract class TransferVerb extends SessionVerb {
  private final FlushFlag direction;

  TransferVerb(Spooler spooler, FlushFlag direction, String name, String syntax, String summary) {
    super(spooler, name, syntax, summary);
    this.direction = direction;
  }

  @Override
  final Answer run(Call call, Session session) throws MapiException, CommandException {
    return call.isSet("--async") ? begun(call, session) : ended(call, session);
  }

  private Answer begun(Call call, Session session) throws MapiException, CommandException {
    return new Ticket(direction, new OnDemand(session, direction, false).begin(call));
  }

  private Answer ended(Call call, Session session) throws MapiException, CommandException {
    FlushReport report = report(call, session);
    Optional<String> target = call.words().size() == 1 ? call.first() : Optional.empty();
    Transfer transfer = new Transfer(target, report, session.queue().size());
    if (transfer.isFailure()) {
      throw new CommandException(TransferText.failure(transfer), transfer);
    }
    return transfer;
  }

  private FlushReport report(Call call, Session session) throws MapiException, CommandException {
    @Nullable Terminal terminal = call.console().terminal().orElse(null);
    try (terminal) {
      boolean asks = terminal != null && !call.isSet("--no-ui");
      FlushTicket flush = new OnDemand(session, direction, asks).begin(call);
      return terminal == null
          ? OnDemand.await(flush)
          : new Foreground(session, terminal, direction, asks).end(flush);
    }
  }
}
