package spooler.health;

import java.util.List;
import java.util.Set;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.SessionFlag;
import spooler.api.mapi.StatusCode;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/**
 * The status table as it was at one moment; the same rows that the shell shows.
 *
 * @param waiting messages in the queue
 */
record Snapshot(List<StatusRow> rows, long waiting) {
  /** Copies the list. */
  Snapshot {
    rows = List.copyOf(rows);
  }

  static Snapshot of(Spooler spooler) throws MapiException {
    try (Session session = spooler.logon(Set.of(SessionFlag.NO_MAIL));
        StatusTable table = session.statusTable()) {
      return new Snapshot(table.queryAllRows(), session.queue().size());
    }
  }

  /** One row for each transport, in profile order. */
  List<StatusRow> transports() {
    return rows.stream()
        .filter(row -> row.resourceType() == ResourceType.TRANSPORT_PROVIDER)
        .toList();
  }

  /** Those that cannot work. */
  List<StatusRow> failing() {
    return transports().stream()
        .filter(row -> row.statusCode().contains(StatusCode.FAILURE))
        .toList();
  }
}
