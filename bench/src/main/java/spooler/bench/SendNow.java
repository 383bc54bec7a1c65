package spooler.bench;

import java.util.EnumSet;
import spooler.api.Session;
import spooler.api.flush.FlushReport;
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

  static FlushReport on(Session session) throws MapiException {
    try (StatusTable table = session.statusTable();
        StatusObject spooler =
            session.openEntry(
                table
                    .queryAllRows(
                        Restriction.property(PropertyTag.RESOURCE_TYPE).is(ResourceType.SPOOLER))
                    .get(0)
                    .entryId())) {
      return spooler
          .flushQueues(EntryId.NONE, EnumSet.of(FlushFlag.UPLOAD, FlushFlag.NO_UI))
          .report()
          .orElseThrow();
    }
  }
}
