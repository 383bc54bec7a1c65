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
import spooler.api.mapi.PropertyTag;
import spooler.api.status.SpoolerTag;
import spooler.api.status.StatusRow;

/** {@code transports}: the transports in profile order, and what each is. */
@Component(service = Verb.class)
public final class TransportsVerb extends SessionVerb {
  /** The command over this spooler. */
  @Activate
  public TransportsVerb(@Reference(name = "spooler") Spooler spooler) {
    super(
        spooler,
        "transports",
        "",
        "the transports in the order they are asked: bundle, ranking, address types, state");
  }

  @Override
  Answer run(Call call, Session session) throws MapiException {
    Profile profile = Profile.of(session);
    if (profile.rows().isEmpty() && !call.isSet(Syntax.JSON)) {
      return Lines.of(Profile.EMPTY);
    }
    Table table = new Table("NAME", "BUNDLE", "RANKING", "TYPES", "TEXT");
    for (StatusRow row : profile.rows()) {
      table.row(
          row.displayName(),
          Cell.orNone(row.get(PropertyTag.PROVIDER_DLL_NAME)),
          Cell.orNone(row.get(SpoolerTag.RANKING)),
          Cell.orNone(row.get(SpoolerTag.ADDRESS_TYPES)),
          row.statusString());
    }
    return table;
  }
}
