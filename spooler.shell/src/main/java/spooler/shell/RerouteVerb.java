package spooler.shell;

import java.time.Clock;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Spooler;
import spooler.api.command.Call;
import spooler.api.command.Verb;

/** {@code reroute}: binds messages to a transport, or to none. */
@Component(service = Verb.class)
public final class RerouteVerb extends ChangeVerb {
  /** The command over this spooler. */
  @Activate
  public RerouteVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC());
  }

  RerouteVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        clock,
        "reroute",
        "[--to TRANSPORT | --any]",
        "send messages over that transport; with --any forget who refused them, and start afresh");
  }

  @Override
  EachMessage.Change change(Call call, EachMessage each) {
    Optional<String> to = call.one("--to");
    if (to.isPresent() == call.isSet("--any")) {
      throw call.wrong("give either --to TRANSPORT or --any");
    }
    return id -> each.reroute(id, to.orElse(null));
  }
}
