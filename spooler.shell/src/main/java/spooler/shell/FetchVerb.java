package spooler.shell;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Spooler;
import spooler.api.command.Verb;
import spooler.api.mapi.FlushFlag;

/** {@code fetch}: fetches now. */
@Component(service = Verb.class)
public final class FetchVerb extends TransferVerb {
  /** The command over this spooler. */
  @Activate
  public FetchVerb(@Reference(name = "spooler") Spooler spooler) {
    super(
        spooler,
        FlushFlag.DOWNLOAD,
        "fetch",
        "[TRANSPORT] [--no-ui] [--async]",
        "fetch now what waits on the far side, of every transport or one");
  }
}
