package spooler.testkit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.UserInteraction;
import spooler.api.transport.Yield;

/**
 * The spooler as one lane sees it, without a spooler: keeps the lane's part of the row, the
 * notifications and the leases, and protests at what a transport may not do.
 *
 * <p><b>Threads:</b> any; its monitor guards everything, and nothing is called under it.
 */
public final class RecordingSupport implements TransportSupport {
  private final Optional<String> resource;
  private final ManualClock clock = new ManualClock();
  private final Set<StatusCode> bits = EnumSet.noneOf(StatusCode.class);
  private final Map<PropertyTag<?>, Object> columns = new LinkedHashMap<>();
  private final List<SpoolerNotification> notifications = new ArrayList<>();
  private final List<Lease> leases = new ArrayList<>();
  private final List<String> protests = new ArrayList<>();
  private int granted;
  private boolean rowExists;
  private boolean occupied;
  private boolean signedOff;
  private @Nullable String otherHolder;
  private Yield yield = Yield.CONTINUE;

  /** For a transport that needs this resource, or none. */
  RecordingSupport(Optional<String> resource) {
    this.resource = resource;
  }

  @Override
  public synchronized void modifyStatusRow(StatusRowUpdate update) {
    if (update.creates()) {
      bits.clear();
      columns.clear();
      rowExists = !update.isEmpty();
    } else if (!rowExists) {
      if (!signedOff) {
        protests.add("the row was changed before it was created");
      }
      return;
    }
    bits.addAll(update.raised());
    bits.removeAll(update.cleared());
    columns.putAll(update.columns());
  }

  @Override
  public synchronized void spoolerNotify(SpoolerNotification what) {
    if (signedOff) {
      protests.add(what + " was notified after the logon had been closed");
    }
    notifications.add(what);
  }

  @Override
  public synchronized Yield spoolerYield() {
    return yield;
  }

  @Override
  public UserInteraction user() {
    return (question, secret) -> Optional.empty();
  }

  @Override
  public synchronized ResourceLease acquire(String what, Duration limit)
      throws ResourceBusyException {
    if (!resource.equals(Optional.of(what))) {
      protests.add("\"" + what + "\" is not the resource that the service properties name");
    }
    if (!occupied || signedOff) {
      protests.add(what + " was asked for outside of a flush turn or a delivery session");
    }
    if (!occupied || otherHolder != null || !leases.isEmpty()) {
      throw new ResourceBusyException(what + " is held by " + holder());
    }
    Lease lease = new Lease(what);
    leases.add(lease);
    granted++;
    return lease;
  }

  private String holder() {
    return otherHolder != null ? otherHolder : "this lane already, or it is nobody's turn";
  }

  @Override
  public Clock clock() {
    return clock;
  }

  /** Bits that this lane has raised. */
  public synchronized Set<StatusCode> bits() {
    return Collections.unmodifiableSet(EnumSet.copyOf(bits));
  }

  /** Those of the two flush bits that this lane has raised. */
  public synchronized Set<StatusCode> flushBits() {
    Set<StatusCode> both = EnumSet.of(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
    both.retainAll(bits);
    return Collections.unmodifiableSet(both);
  }

  /** Columns that it has set. */
  public synchronized Map<PropertyTag<?>, Object> columns() {
    return Map.copyOf(columns);
  }

  /** Whether this lane has its part of the row. */
  public synchronized boolean hasRow() {
    return rowExists;
  }

  /** What it has notified. */
  public synchronized List<SpoolerNotification> notifications() {
    return List.copyOf(notifications);
  }

  /** Names of the resources that it holds now. */
  public synchronized List<String> held() {
    return leases.stream().map(Lease::resource).toList();
  }

  /** How often a resource was granted. */
  public synchronized int granted() {
    return granted;
  }

  /** What it did that a transport may not do. */
  public synchronized List<String> protests() {
    return List.copyOf(protests);
  }

  /** A turn or a session begins: resources may be taken. */
  synchronized void occupy() {
    occupied = true;
  }

  /** It ends: whatever is still held is taken back. */
  synchronized void vacate() {
    occupied = false;
    leases.clear();
  }

  /** What the transport is told from now on when it asks whether to go on. */
  synchronized void answer(Yield answer) {
    yield = answer;
  }

  /** Somebody else has the resource; null for nobody. */
  synchronized void lend(@Nullable String holder) {
    otherHolder = holder;
  }

  /** The logon was closed. */
  synchronized void signedOff() {
    signedOff = true;
  }

  private synchronized void release(Lease lease) {
    leases.remove(lease);
  }

  /** Compared by identity. */
  private final class Lease implements ResourceLease {
    private final String name;

    Lease(String name) {
      this.name = name;
    }

    @Override
    public String resource() {
      return name;
    }

    @Override
    public void close() {
      release(this);
    }
  }
}
