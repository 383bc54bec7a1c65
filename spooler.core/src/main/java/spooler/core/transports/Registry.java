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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceType;
import spooler.api.status.SpoolerTag;
import spooler.api.store.SpoolStore;
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
  private final Pauses pauses;
  private final Logons logons;
  private final MessagesOut messages = new MessagesOut(this::all);
  private final Object holderShown = new Object();
  private final ProfileOrder order = new ProfileOrder(); // guarded by slots
  private final Succession succession = new Succession(this::all);
  private volatile List<Transport> inOrder = List.of();
  private volatile boolean closing;

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
      Questions questions,
      TransportEvents events,
      Pauses pauses,
      String profile,
      Duration callLimit) {
    this.ids = ids;
    this.advisers = advisers;
    this.store = store;
    this.pauses = pauses;
    pauses.onChange(this::showPauses);
    this.around = new LaneSupport.Surroundings(clock, broker, questions, events);
    this.logons = new Logons(profile, callLimit, events, this::changed, this::serviceOut);
  }

  /** Runs {@code listener} after every change of who is present, or in which order. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** A transport has arrived. Returns at once; it is logged on on its own threads. */
  public void add(Description description, ProviderSource source) {
    Transport transport = transport(description, source);
    synchronized (slots) {
      slots.put(description.serviceId(), transport);
      reorder();
    }
    transport.row().appear();
    LOG.log(Level.INFO, "transport {0} has arrived ({1})", transport, description.bundle());
    activate(description.name());
  }

  private Transport transport(Description description, ProviderSource source) {
    LiveRow row =
        new LiveRow(ids.next(), ResourceType.TRANSPORT_PROVIDER, description.lanes(), advisers);
    return new Transport(description, source, row, store, around, pauses);
  }

  /** A transport's service properties have changed: the profile is put in order again. */
  public void update(Description description) {
    synchronized (slots) {
      Transport transport = slots.get(description.serviceId());
      if (transport == null || !transport.name().equals(description.name())) {
        return; // a new name would be a new transport; services keep theirs
      }
      if (transport.description().ranking() != description.ranking()) {
        order.forget(); // the newest word counts
      }
      transport.describe(description);
      reorder();
    }
    changed();
  }

  /**
   * Puts the profile in this order, whatever rankings say (MsgServiceTransportOrder, R77).
   *
   * @throws MapiException {@link HResult#MAPI_E_BUSY} when they are not as many as are present,
   *     {@link HResult#MAPI_E_NOT_FOUND} when one is not
   */
  public void setOrder(List<UUID> providers) throws MapiException {
    synchronized (slots) {
      order.set(providers, inOrder);
      reorder();
    }
    changed();
  }

  /**
   * A transport leaves. Returns when it has signed off, within {@code limit}: the message in hand
   * finishes or goes back to the queue.
   */
  public void remove(long serviceId, Duration limit) {
    Transport transport = at(serviceId);
    while (transport != null) { // it may be logged on anew while it leaves
      Transport leaver = transport;
      remove(leaver, limit);
      if (!closing) {
        revive(inOrder.stream().filter(one -> one.isOutBecauseOf(leaver)).toList(), limit);
      }
      transport = at(serviceId);
    }
  }

  private @Nullable Transport at(long serviceId) {
    synchronized (slots) {
      return slots.get(serviceId);
    }
  }

  private void remove(Transport transport, Duration limit) {
    logons.logOff(transport, limit, true);
    synchronized (slots) {
      slots.remove(transport.description().serviceId(), transport);
      reorder();
    }
    transport.source().release();
    transport.row().disappear();
    LOG.log(Level.INFO, "transport {0} has left", transport);
    changed();
    activate(transport.name());
  }

  /** Logs on anew what is out: what could not log on, or reported a critical error. */
  public void reviveAll(Duration limit) {
    revive(inOrder.stream().filter(Transport::isOut).toList(), limit);
  }

  /** All are signed off before the first is logged on again: one may be out because of another. */
  private void revive(List<Transport> out, Duration limit) {
    out.forEach(one -> logons.logOff(one, limit, false));
    List<Transport> back = out.stream().map(this::replacement).flatMap(Optional::stream).toList();
    changed();
    back.forEach(one -> activate(one.name()));
  }

  /** Another logon in the same place; empty when its service has gone meanwhile. */
  private Optional<Transport> replacement(Transport old) {
    Transport fresh = transport(old.description(), old.source());
    boolean isThere;
    synchronized (slots) {
      isThere = slots.replace(old.description().serviceId(), old, fresh);
      reorder();
    }
    old.row().disappear();
    if (isThere) {
      fresh.row().appear();
    }
    return isThere ? Optional.of(fresh) : Optional.empty();
  }

  /** One could not log on: the others of its message service go with it (R84). */
  private void serviceOut(Transport culprit, String reason) {
    culprit.takeServiceOut(reason);
    for (Transport other : inOrder) {
      if (isSameService(culprit, other) && other.goOutWith(culprit)) {
        logons.signOffLater(other);
      }
    }
    changed();
  }

  private static boolean isSameService(Transport one, Transport other) {
    return one != other && one.description().service().equals(other.description().service());
  }

  /** Asks a transport for its address types again (R79); takes effect when it has answered. */
  public void refresh(Transport transport) {
    for (Lane lane : transport.usableLanes()) {
      if (lane.wantsTypes()) { // whoever floods us with notices is asked once
        var unused = lane.run(() -> logons.register(transport, lane));
      }
    }
  }

  /** Signs all of them off, within {@code limit} each. */
  public void close(Duration limit) {
    closing = true;
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
            .forEach(one -> one.row().say("stands by: another transport is named " + name));
      }
      if (next != null) {
        next.setState(Transport.State.LOGGING_ON);
      }
    }
    if (next != null && !isServiceOut(next)) {
      logons.logOn(next);
    }
  }

  private boolean isServiceOut(Transport next) {
    return inOrder.stream().anyMatch(one -> isSameService(one, next) && next.goOutWith(one));
  }

  private static @Nullable Transport first(List<Transport> namesakes) {
    return namesakes.stream()
        .min(Comparator.comparingLong(one -> one.description().serviceId()))
        .orElse(null);
  }

  private void reorder() {
    List<Transport> all = new ArrayList<>(slots.values());
    all.sort(order);
    inOrder = List.copyOf(all);
  }

  private void changed() {
    listeners.forEach(Runnable::run);
    succession.changed();
  }

  /**
   * Waits for the one that takes a leaver's place: of the same name, and logged on.
   *
   * @return empty when none came within the limit, or it could not log on
   */
  public Optional<Transport> awaitSuccessor(Transport leaver, Duration limit)
      throws InterruptedException {
    return succession.await(leaver, limit);
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

  private void showPauses() {
    inOrder.forEach(Transport::showPause);
    changed();
  }

  /**
   * Waits until transports of these names are there in this order with these rankings. The order
   * alone may come to be before the last of the rankings has.
   */
  boolean awaitRankings(List<Map.Entry<String, Integer>> wanted, Duration limit)
      throws InterruptedException {
    Set<String> names = wanted.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    return succession.until(
        limit,
        () ->
            wanted.equals(
                inOrder.stream()
                    .filter(one -> names.contains(one.name()))
                    .map(one -> Map.entry(one.name(), one.description().ranking()))
                    .distinct()
                    .toList()));
  }

  /** Shows in the rows of all that need it who holds a resource now. */
  public void showHolder(String resource) {
    synchronized (holderShown) { // whoever comes last has looked last
      Optional<ResourceBroker.Holder> holder = around.broker().holder(resource);
      for (Transport transport : inOrder) {
        if (resource.equals(transport.description().resource())) {
          holder.ifPresentOrElse(
              now -> transport.row().set(SpoolerTag.RESOURCE_HOLDER, now.toString()),
              () -> transport.row().unset(SpoolerTag.RESOURCE_HOLDER));
        }
      }
    }
  }

  /** The messages that are out with them. */
  public MessagesOut messages() {
    return messages;
  }

  /** Their rows, in profile order. */
  public List<LiveRow> rows() {
    return inOrder.stream().map(Transport::row).toList();
  }

  /** Those that can be routed to. */
  public Profile profile() {
    return new Profile(
        active().stream()
            .map(
                transport ->
                    new Profile.Entry(transport.name(), transport.logon(), transport.types()))
            .toList());
  }

  /** Waits until no logon is under way; gives up after {@code limit}. */
  public void awaitLogons(Duration limit) throws InterruptedException {
    logons.await(limit);
  }
}
