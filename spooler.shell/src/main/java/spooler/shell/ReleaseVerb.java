package spooler.shell;

import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Spooler;
import spooler.api.command.Call;
import spooler.api.command.Verb;

/** {@code release}: let held messages go on as if they had never been held. */
@Component(service = Verb.class)
public final class ReleaseVerb extends ChangeVerb {
  /** The command over this spooler. */
  @Activate
  public ReleaseVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC());
  }

  ReleaseVerb(Spooler spooler, Clock clock) {
    super(spooler, clock, "release", "", "let held messages go on as if they had never been held");
  }

  @Override
  EachMessage.Change change(Call call, EachMessage each) {
    return each::release;
  }
}
