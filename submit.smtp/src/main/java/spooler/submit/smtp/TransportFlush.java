package spooler.submit.smtp;

import static spooler.api.status.Restriction.property;

import java.util.EnumSet;
import java.util.List;
import spooler.api.Session;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/**
 * What ETRN asks for (RFC 1985): that the mail of one transport is sent now. The way is that of
 * every client, from the status table to the spooler's status object. Any thread.
 */
final class TransportFlush {
  private final Session session;

  TransportFlush(Session session) {
    this.session = session;
  }

  /** Begins it, if there is something to send, and answers as section 5.3 has it. */
  Reply begin(String transport) {
    try (StatusTable table = session.statusTable()) {
      table.setColumns(PropertyTag.ENTRYID, PropertyTag.RESOURCE_TYPE, PropertyTag.DISPLAY_NAME);
      List<EntryId> named =
          rows(table, ResourceType.TRANSPORT_PROVIDER).stream()
              .filter(row -> row.displayName().equalsIgnoreCase(transport))
              .map(StatusRow::entryId)
              .toList();
      if (named.isEmpty()) {
        return Reply.of(458, "", "there is no transport " + transport);
      }
      long waiting = session.queue().size();
      if (waiting == 0) {
        return Reply.of(251, "", "no messages are waiting for " + transport);
      }
      flush(rows(table, ResourceType.SPOOLER).get(0).entryId(), named.get(0)); // exactly one (R1)
      return Reply.of(250, "", "sending over " + transport + " has begun");
    } catch (MapiException refused) {
      return refused.hresult().equals(HResult.MAPI_E_BUSY)
          ? Reply.of(458, "", "another transfer is under way: try again later")
          : Reply.of(458, "", refused.getMessage());
    }
  }

  private static List<StatusRow> rows(StatusTable table, ResourceType type) throws MapiException {
    return table.queryAllRows(property(PropertyTag.RESOURCE_TYPE).is(type));
  }

  /** FORCE: a peer that says it is there is not kept waiting for a retry delay (R53). */
  private void flush(EntryId spooler, EntryId transport) throws MapiException {
    try (StatusObject object = session.openEntry(spooler)) {
      object.flushQueues(
          transport,
          EnumSet.of(FlushFlag.UPLOAD, FlushFlag.FORCE, FlushFlag.NO_UI, FlushFlag.ASYNC_OK));
    }
  }
}
