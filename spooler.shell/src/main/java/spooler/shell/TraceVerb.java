package spooler.shell;

import java.util.List;
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

/** {@code trace}: the steps of the last "send now" or "fetch now", or of that one. */
@Component(service = Verb.class)
public final class TraceVerb extends SessionVerb {
  /** The command over this spooler. */
  @Activate
  public TraceVerb(@Reference(name = "spooler") Spooler spooler) {
    super(spooler, "trace", "[FLUSH]", "the steps of the last send or fetch, or of that one");
  }

  @Override
  Answer run(Call call, Session session) throws MapiException, CommandException {
    List<FlushTicket> flushes = session.flushes();
    if (flushes.isEmpty()) {
      throw new CommandException("there is no trace yet: send or fetch first");
    }
    String wanted = call.first().orElse(flushes.get(0).id().toString());
    return new TraceListing(Flushes.find(session, wanted).trace());
  }
}
