package spooler.core.transports;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.UserInteraction;
import spooler.api.transport.Yield;

/**
 * A lane's way to the spooler (IMAPISupport). Any thread; does nothing after the logon has ended.
 */
final class LaneSupport implements TransportSupport {
  private static final int FLUSH_BITS =
      StatusCode.OUTBOUND_FLUSH.bit() | StatusCode.INBOUND_FLUSH.bit();

  private final Lane lane;
  private final Surroundings around;
  private volatile boolean closed;

  /** What all lanes share. */
  record Surroundings(
      Clock clock, ResourceBroker broker, Questions questions, TransportEvents events) {}

  LaneSupport(Lane lane, Surroundings around) {
    this.lane = lane;
    this.around = around;
  }

  @Override
  public void modifyStatusRow(StatusRowUpdate update) {
    if (closed) {
      return;
    }
    int before = lane.transport().row().apply(lane.index(), update);
    int raised = lane.word() & ~before & FLUSH_BITS;
    if (raised != 0 && !lane.isFlushing() && lane.transport().isActive()) {
      around.events().flushAsked(lane.transport());
    }
  }

  @Override
  public void spoolerNotify(SpoolerNotification what) {
    boolean isTooEarlyOrLate = what instanceof SpoolerNotification.NewMail && !lane.hasBegun();
    if (closed || isTooEarlyOrLate) {
      return;
    }
    lane.transport().notified(what);
    if (what instanceof SpoolerNotification.ConfigChange) {
      around.events().typesChanged(lane.transport());
    }
    around.events().wake();
  }

  @Override
  public Yield spoolerYield() {
    lane.guard().touch();
    return closed || lane.hand().isCancelAsked() ? Yield.CANCEL_MESSAGE : Yield.CONTINUE;
  }

  @Override
  public UserInteraction user() {
    return (question, secret) ->
        closed || !lane.mayAskUser()
            ? Optional.empty()
            : around.questions().ask(lane, question, secret);
  }

  @Override
  public ResourceLease acquire(String resource, Duration limit) throws ResourceBusyException {
    if (closed || !lane.mayAcquire()) {
      throw notNow(resource);
    }
    ResourceLease lease =
        around.broker().acquire(resource, lane.transport(), this, lane.name(), limit);
    if (closed) { // the lane was given up meanwhile: nobody would ever release it
      lease.close();
      throw notNow(resource);
    }
    return lease;
  }

  private static ResourceBusyException notNow(String resource) {
    return new ResourceBusyException(
        "%s may be taken only by the lane's own call in a flush turn or a delivery session"
            .formatted(resource));
  }

  @Override
  public Clock clock() {
    return around.clock();
  }

  void releaseResources() {
    around.broker().releaseAll(this);
  }

  void close() {
    closed = true;
  }
}
