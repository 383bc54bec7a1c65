package spooler.shell;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Verb;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.MapiException;

/** {@code abort}: stops a send or fetch. */
@Component(service = Verb.class)
public final class AbortVerb extends SessionVerb {
  /** The command over this spooler. */
  @Activate
  public AbortVerb(@Reference(name = "spooler") Spooler spooler) {
    super(
        spooler,
        "abort",
        "FLUSH [--now]",
        "stop a send or fetch after the message in hand; with --now that one too. Nothing is lost");
  }

  @Override
  Answer run(Call call, Session session) throws MapiException, CommandException {
    FlushTicket flush = Flushes.find(session, call.words().get(0));
    if (flush.report().isPresent()) {
      throw new CommandException("flush " + flush.id() + " has ended: there is nothing to stop");
    }
    if (call.isSet("--now")) {
      flush.cancel();
      return Lines.of("flush " + flush.id() + " stops now; what was not sent stays in the queue");
    }
    flush.abort();
    return Lines.of("flush " + flush.id() + " stops after the message in hand");
  }
}
