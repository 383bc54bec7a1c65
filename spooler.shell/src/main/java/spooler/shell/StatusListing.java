package spooler.shell;

import java.util.List;
import spooler.api.Session;
import spooler.api.mapi.MapiException;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/**
 * The status table, and how many messages wait.
 *
 * @param rows in the table's order: the spooler's own, then the transports as the profile has them
 * @param waiting messages in the queue
 */
public record StatusListing(List<StatusRow> rows, long waiting) {
  /** Copies the list. */
  public StatusListing {
    rows = List.copyOf(rows);
  }

  static StatusListing of(Session session) throws MapiException {
    try (StatusTable table = session.statusTable()) {
      return new StatusListing(table.queryAllRows(), session.queue().size());
    }
  }
}
