package spooler.bench;

import java.util.EnumSet;
import java.util.Set;
import spooler.api.Session;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.status.Restriction;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusTable;

/** "Send now", as every client walks it. */
final class SendNow {
  private SendNow() {}

  /** Returns when all is sent. */
  static FlushReport on(Session session) throws MapiException {
    return begin(session, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.NO_UI)).report().orElseThrow();
  }

  /** With these flags. */
  static FlushTicket begin(Session session, Set<FlushFlag> flags) throws MapiException {
    try (StatusTable table = session.statusTable();
        StatusObject spooler =
            session.openEntry(
                table
                    .queryAllRows(
                        Restriction.property(PropertyTag.RESOURCE_TYPE).is(ResourceType.SPOOLER))
                    .get(0)
                    .entryId())) {
      return spooler.flushQueues(EntryId.NONE, flags);
    }
  }
}
