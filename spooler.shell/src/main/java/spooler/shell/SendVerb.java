package spooler.shell;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Spooler;
import spooler.api.command.Verb;
import spooler.api.mapi.FlushFlag;

/** {@code send}: sends now. */
@Component(service = Verb.class)
public final class SendVerb extends TransferVerb {
  /** The command over this spooler. */
  @Activate
  public SendVerb(@Reference(name = "spooler") Spooler spooler) {
    super(
        spooler,
        FlushFlag.UPLOAD,
        "send",
        "[TRANSPORT|DESTINATION|ID...] [--no-ui] [--async]",
        "send now what waits: all, over one transport, to one destination, or these messages");
  }
}
