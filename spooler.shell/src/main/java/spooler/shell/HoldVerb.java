package spooler.shell;

import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Spooler;
import spooler.api.command.Call;
import spooler.api.command.Verb;

/** {@code hold}: keep messages from being sent, and from expiring, until they are released. */
@Component(service = Verb.class)
public final class HoldVerb extends ChangeVerb {
  /** The command over this spooler. */
  @Activate
  public HoldVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC());
  }

  HoldVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        clock,
        "hold",
        "",
        "keep messages from being sent, and from expiring, until they are released");
  }

  @Override
  EachMessage.Change change(Call call, EachMessage each) {
    return each::hold;
  }
}
