package spooler.transport.kit;

import java.util.Set;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.ValidateFlag;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.TransportSupport;

/**
 * A status object whose FlushQueues, if it has one, raises the bits and leaves the work to the
 * spooler (R45); a transport that never receives raises nothing for DOWNLOAD.
 */
record MediumStatus(TransportSupport support, Traits traits, Medium medium)
    implements TransportStatus {
  @Override
  public void validateState(Set<ValidateFlag> flags) {
    medium.validate();
  }

  @Override
  public void flushQueues(Set<FlushFlag> flags) throws MapiException {
    if (!traits.flushesItself()) {
      TransportStatus.super.flushQueues(flags);
    }
    StatusRowUpdate change = StatusRowUpdate.update();
    if (flags.contains(FlushFlag.UPLOAD)) {
      change = change.raise(StatusCode.OUTBOUND_FLUSH);
    }
    if (traits.receives() && flags.contains(FlushFlag.DOWNLOAD)) {
      change = change.raise(StatusCode.INBOUND_FLUSH);
    }
    if (!change.isEmpty()) {
      support.modifyStatusRow(change);
    }
  }
}
