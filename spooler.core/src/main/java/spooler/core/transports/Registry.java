package spooler.core.transports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.store.SpoolStore;
import spooler.api.transport.TransportProvider;
import spooler.core.route.Profile;
import spooler.core.status.Advisers;
import spooler.core.status.EntryIds;
import spooler.core.status.LiveRow;

/**
 * The transports that are present now, in profile order.
 *
 * <p>Keyed by service id, so that an updated bundle's new service and its old one may overlap in
 * either order: of two with one name the earlier is used, the other stands by until it has left.
 *
 * <p><b>Threads:</b> any. {@code slots} is guarded by its own monitor, which is never held while a
 * transport is called; readers see an immutable list.
 */
public final class Registry {
  private static final Logger LOG = System.getLogger("spooler.core");

  private final Map<Long, Transport> slots = new HashMap<>(); // guarded by itself
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final EntryIds ids;
  private final Advisers advisers;
  private final SpoolStore store;
  private final LaneSupport.Surroundings around;
  private final Logons logons;
  private volatile List<Transport> inOrder = List.of();

  /**
   * An empty registry.
   *
   * @param callLimit how long logging on and off may take each
   */
  public Registry(
      EntryIds ids,
      Advisers advisers,
      SpoolStore store,
      Clock clock,
      ResourceBroker broker,
      TransportEvents events,
      String profile,
      Duration callLimit) {
    this.ids = ids;
    this.advisers = advisers;
    this.store = store;
    this.around = new LaneSupport.Surroundings(clock, broker, events);
    this.logons = new Logons(profile, callLimit, this::changed);
  }

  /** Runs {@code listener} after every change of who is present, or in which order. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** A transport has arrived. Returns at once; it is logged on on its own threads. */
  public void add(Description description, TransportProvider provider) {
    LiveRow row =
        new LiveRow(ids.next(), ResourceType.TRANSPORT_PROVIDER, description.lanes(), advisers);
    Transport transport = new Transport(description, provider, row, store, around);
    synchronized (slots) {
      slots.put(description.serviceId(), transport);
      reorder();
    }
    row.appear();
    LOG.log(Level.INFO, "transport {0} has arrived ({1})", transport, description.bundle());
    activate(description.name());
  }

  /** A transport's service properties have changed: the profile is put in order again. */
  public void update(Description description) {
    synchronized (slots) {
      Transport transport = slots.get(description.serviceId());
      if (transport == null || !transport.name().equals(description.name())) {
        return; // a new name would be a new transport; services keep theirs
      }
      transport.describe(description);
      reorder();
    }
    changed();
  }

  /**
   * A transport leaves. Returns when it has signed off, within {@code limit}: the message in hand
   * finishes or goes back to the queue.
   */
  public void remove(long serviceId, Duration limit) {
    Transport transport;
    synchronized (slots) {
      transport = slots.get(serviceId);
    }
    if (transport == null) {
      return;
    }
    logons.logOff(transport, limit);
    synchronized (slots) {
      slots.remove(serviceId);
      reorder();
    }
    transport.row().disappear();
    LOG.log(Level.INFO, "transport {0} has left", transport);
    changed();
    activate(transport.name());
  }

  /** Asks a transport for its address types again (R79); takes effect when it has answered. */
  public void refresh(Transport transport) {
    for (Lane lane : transport.usableLanes()) {
      var unused = lane.run(() -> logons.register(transport, lane));
    }
  }

  /** Signs all of them off, within {@code limit} each. */
  public void close(Duration limit) {
    List<Long> all;
    synchronized (slots) {
      all = List.copyOf(slots.keySet());
    }
    all.forEach(serviceId -> remove(serviceId, limit));
  }

  /** Logs the first of that name on, if none of that name is in use. */
  private void activate(String name) {
    Transport next = null;
    synchronized (slots) {
      List<Transport> namesakes =
          inOrder.stream().filter(transport -> transport.name().equals(name)).toList();
      Optional<Transport> inUse =
          namesakes.stream().filter(one -> one.state() != Transport.State.STANDBY).findFirst();
      if (inUse.isEmpty()) {
        next = first(namesakes);
      } else {
        namesakes.stream()
            .filter(one -> one.state() == Transport.State.STANDBY)
            .forEach(
                one ->
                    one.row()
                        .set(
                            PropertyTag.STATUS_STRING,
                            "stands by: another transport is named " + name));
      }
      if (next != null) {
        next.setState(Transport.State.LOGGING_ON);
      }
    }
    if (next != null) {
      logons.logOn(next);
    }
  }

  private static @Nullable Transport first(List<Transport> namesakes) {
    return namesakes.stream()
        .min(Comparator.comparingLong(one -> one.description().serviceId()))
        .orElse(null);
  }

  private void reorder() {
    List<Transport> all = new ArrayList<>(slots.values());
    all.sort(Comparator.comparing(Transport::description));
    inOrder = List.copyOf(all);
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  /** All that are present, in profile order, the failed ones included. */
  public List<Transport> all() {
    return inOrder;
  }

  /** Those that can be used, in profile order. */
  public List<Transport> active() {
    return inOrder.stream().filter(Transport::isActive).toList();
  }

  /** The one of that entry id; empty when it is not there. */
  public Optional<Transport> find(EntryId id) {
    return inOrder.stream().filter(transport -> transport.row().id().equals(id)).findFirst();
  }

  /** Their rows, in profile order. */
  public List<LiveRow> rows() {
    return inOrder.stream().map(Transport::row).toList();
  }

  /** Those that can be routed to. */
  public Profile profile() {
    return new Profile(
        active().stream()
            .map(transport -> new Profile.Entry(transport.name(), transport.types()))
            .toList());
  }

  /** Waits until no logon is under way; gives up after {@code limit}. */
  public void awaitLogons(Duration limit) throws InterruptedException {
    logons.await(limit);
  }
}
