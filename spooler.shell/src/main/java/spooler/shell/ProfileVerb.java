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

/** {@code profile}: the order in which transports are asked, and a new one. */
@Component(service = Verb.class)
public final class ProfileVerb extends SessionVerb {
  /** The command over this spooler. */
  @Activate
  public ProfileVerb(@Reference(name = "spooler") Spooler spooler) {
    super(
        spooler,
        "profile",
        "[TRANSPORT...]",
        "the order in which transports are asked; with names, puts these first, for good");
  }

  @Override
  Answer run(Call call, Session session) throws MapiException {
    if (!call.words().isEmpty()) {
      session.keepTransportOrder(call.words());
    }
    return Profile.of(session);
  }
}
