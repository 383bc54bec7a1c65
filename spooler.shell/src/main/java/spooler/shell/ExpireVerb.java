package spooler.shell;

import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Spooler;
import spooler.api.command.Call;
import spooler.api.command.Verb;

/** {@code expire}: end messages as if their time had run out; their senders are told. */
@Component(service = Verb.class)
public final class ExpireVerb extends ChangeVerb {
  /** The command over this spooler. */
  @Activate
  public ExpireVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC());
  }

  ExpireVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        clock,
        "expire",
        "",
        "end messages as if their time had run out; their senders are told");
  }

  @Override
  EachMessage.Change change(Call call, EachMessage each) {
    return each::expire;
  }
}
