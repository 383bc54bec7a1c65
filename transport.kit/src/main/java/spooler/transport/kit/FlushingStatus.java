package spooler.transport.kit;

import java.util.Set;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.TransportSupport;

/**
 * A status object whose FlushQueues raises the bits and leaves the work to the spooler (R45).
 *
 * @param receives whether there is anything to fetch; without it DOWNLOAD raises nothing
 */
record FlushingStatus(TransportSupport support, boolean receives) implements TransportStatus {
  @Override
  public void flushQueues(Set<FlushFlag> flags) {
    StatusRowUpdate change = StatusRowUpdate.update();
    if (flags.contains(FlushFlag.UPLOAD)) {
      change = change.raise(StatusCode.OUTBOUND_FLUSH);
    }
    if (receives && flags.contains(FlushFlag.DOWNLOAD)) {
      change = change.raise(StatusCode.INBOUND_FLUSH);
    }
    if (!change.isEmpty()) {
      support.modifyStatusRow(change);
    }
  }
}
