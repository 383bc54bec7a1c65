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

/** {@code resume}: ends a pause. */
@Component(service = Verb.class)
public final class ResumeVerb extends SessionVerb {
  /** The command over this spooler. */
  @Activate
  public ResumeVerb(@Reference(name = "spooler") Spooler spooler) {
    super(spooler, "resume", "TRANSPORT", "ends the pause of a transport");
  }

  @Override
  Answer run(Call call, Session session) throws MapiException {
    session.resume(call.words().get(0));
    return Lines.of("%s goes on".formatted(call.words().get(0)));
  }
}
