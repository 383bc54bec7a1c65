package spooler.shell;

import java.util.Set;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.mapi.MapiException;

/**
 * The status table.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's.
 */
@Component(service = StatusCommands.class)
@GogoCommand(scope = "spool", function = "status")
public final class StatusCommands {
  private final Spooler spooler;

  /** Commands over this spooler. */
  @Activate
  public StatusCommands(@Reference(name = "spooler") Spooler spooler) {
    this.spooler = spooler;
  }

  /** {@code status}: the status table. */
  @Descriptor("the spooler and its transports: state, flush bits, methods, messages that wait")
  public StatusListing status(@Descriptor("nothing") String... args) throws MapiException {
    Verb.STATUS.parse(args);
    try (Session session = spooler.logon(Set.of())) {
      return StatusListing.of(session);
    }
  }
}
