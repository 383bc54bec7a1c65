package spooler.shell;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.Verb;
import spooler.api.mapi.MapiException;

/** {@code status}: the status table. */
@Component(service = Verb.class)
public final class StatusVerb extends SessionVerb {
  /** The command over this spooler. */
  @Activate
  public StatusVerb(@Reference(name = "spooler") Spooler spooler) {
    super(
        spooler,
        "status",
        "",
        "the spooler and its transports: state, flush bits, methods, messages that wait");
  }

  @Override
  Answer run(Call call, Session session) throws MapiException {
    return StatusListing.of(session);
  }
}
