package spooler.shell;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.Verb;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.status.Restriction;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

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
    return Lines.of(names(session).toArray(String[]::new));
  }

  /** The transports that are there, in the order they are asked. */
  static List<String> names(Session session) throws MapiException {
    try (StatusTable rows = session.statusTable()) {
      return rows
          .queryAllRows(
              Restriction.property(PropertyTag.RESOURCE_TYPE).is(ResourceType.TRANSPORT_PROVIDER))
          .stream()
          .map(StatusRow::displayName)
          .distinct()
          .toList();
    }
  }
}
