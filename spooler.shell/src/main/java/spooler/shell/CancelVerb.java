package spooler.shell;

import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Spooler;
import spooler.api.command.Call;
import spooler.api.command.Verb;

/** {@code cancel}: take messages back; with --stop also out of a transport's hands. */
@Component(service = Verb.class)
public final class CancelVerb extends ChangeVerb {
  /** The command over this spooler. */
  @Activate
  public CancelVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC());
  }

  CancelVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        clock,
        "cancel",
        "[--stop]",
        "take messages back; with --stop also out of a transport's hands");
  }

  @Override
  EachMessage.Change change(Call call, EachMessage each) {
    return call.isSet("--stop") ? each::stop : each::cancel;
  }
}
