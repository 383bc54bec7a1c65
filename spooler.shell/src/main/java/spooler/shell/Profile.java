package spooler.shell;

import java.util.List;
import spooler.api.Session;
import spooler.api.command.Answer;
import spooler.api.command.Screen;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.status.Restriction;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/**
 * The transports that are there, in the order in which they are asked.
 *
 * @param rows one for each
 */
record Profile(List<StatusRow> rows) implements Answer {
  /** What is said where there is none. */
  static final String EMPTY =
      "There is no transport: copy one of the examples in etc/ and edit it.";

  /** Copies the list. */
  Profile {
    rows = List.copyOf(rows);
  }

  static Profile of(Session session) throws MapiException {
    try (StatusTable table = session.statusTable()) {
      return new Profile(
          table.queryAllRows(
              Restriction.property(PropertyTag.RESOURCE_TYPE).is(ResourceType.TRANSPORT_PROVIDER)));
    }
  }

  /** Their names; one that stands by for another of its name has none of its own. */
  List<String> names() {
    return rows.stream().map(StatusRow::displayName).distinct().toList();
  }

  @Override
  public String text(Screen screen) {
    return rows.isEmpty() ? EMPTY : String.join("\n", names());
  }

  @Override
  public Object data() {
    return names();
  }
}
