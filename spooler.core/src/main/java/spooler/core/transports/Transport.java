package spooler.core.transports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spooler.api.Pause;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;
import spooler.api.status.SpoolerTag;
import spooler.api.store.SpoolStore;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.TransportProvider;
import spooler.core.route.ChannelKey;
import spooler.core.status.LiveRow;

/**
 * One transport that is present: its provider, its lanes, its row, and what it has asked for.
 *
 * <p><b>Threads:</b> any. The state moves one way: {@code LOGGING_ON} to {@code ACTIVE} or {@code
 * FAILED}, from any of them to {@code LEAVING} and {@code GONE}; fields are volatile or concurrent,
 * nothing is locked.
 */
public final class Transport {
  private static final Logger LOG = System.getLogger("spooler.core");

  /** Where it is in its life. */
  enum State {
    STANDBY,
    LOGGING_ON,
    ACTIVE,
    FAILED,
    LEAVING,
    GONE
  }

  private final ProviderSource source;
  private final LiveRow row;
  private final List<Lane> lanes = new ArrayList<>();
  private final TurnGate gate = new TurnGate();
  private final PickOrder picking = new PickOrder();
  private final Notices notices = new Notices();
  private final Pauses pauses;
  private final AtomicInteger fruitless = new AtomicInteger();
  private final ChannelKey.Deferral deferral;
  private volatile Description description;
  private volatile State state = State.STANDBY;
  private volatile AddressTypes types = AddressTypes.none();
  private volatile Set<LogonOption> options = Set.of();
  private volatile boolean critical;
  private volatile @Nullable String serviceOut;
  private volatile @Nullable String culprit;
  private volatile Instant pausedUntil = Instant.MIN;
  private volatile Set<FlushFlag> clientFlags = Set.of();

  Transport(
      Description description,
      ProviderSource source,
      LiveRow row,
      SpoolStore store,
      LaneSupport.Surroundings around,
      Pauses pauses) {
    this.description = description;
    this.source = source;
    this.row = row;
    this.pauses = pauses;
    this.deferral = new ChannelKey.Deferral(description.name(), newLogon());
    for (int i = 0; i < description.lanes(); i++) {
      lanes.add(new Lane(this, i, store, around));
    }
    row.set(PropertyTag.DISPLAY_NAME, description.name())
        .set(PropertyTag.RESOURCE_METHODS, description.methods())
        .set(PropertyTag.RESOURCE_FLAGS, description.resourceFlags())
        .set(PropertyTag.PROVIDER_DLL_NAME, description.bundle())
        .set(PropertyTag.PROVIDER_UID, description.uid())
        .set(SpoolerTag.HONOURS_NO_UI, description.honoursNoUi())
        .set(SpoolerTag.RANKING, description.ranking());
    showPause();
    String resource = description.resource();
    if (resource != null) {
      row.set(SpoolerTag.RESOURCE, resource);
    }
  }

  private static String newLogon() {
    return Long.toUnsignedString(new SecureRandom().nextLong(), 36);
  }

  /** Its name. */
  public String name() {
    return description.name();
  }

  /** What its service properties say now. */
  public Description description() {
    return description;
  }

  /** What says in the store that this logon of it has deferred something. */
  public ChannelKey.Deferral deferral() {
    return deferral;
  }

  /** Tells this logon from every other one, also of earlier and later spoolers. */
  String logon() {
    return deferral.logon();
  }

  /** Its row. */
  public LiveRow row() {
    return row;
  }

  /** All its lanes. */
  public List<Lane> lanes() {
    return lanes;
  }

  /** The lanes that can be used now. */
  public List<Lane> usableLanes() {
    return lanes.stream().filter(Lane::isUsable).toList();
  }

  /** Who drives it. */
  public TurnGate gate() {
    return gate;
  }

  /** Which of its lanes may pick a message, where mail goes by grade. */
  public PickOrder picking() {
    return picking;
  }

  /** What it registered for. */
  public AddressTypes types() {
    return types;
  }

  /** What it asked of the spooler. */
  public Set<LogonOption> options() {
    return options;
  }

  /** Whether it is logged on and may be given work. */
  public boolean isActive() {
    return state == State.ACTIVE && !critical;
  }

  /** Whether it has signed off, or is about to. */
  public boolean isLeaving() {
    return state == State.LEAVING || state == State.GONE;
  }

  /** Whether it has reported a critical error: nothing is called any more but its close (R83). */
  public boolean isCritical() {
    return critical;
  }

  State state() {
    return state;
  }

  /** Its provider; on a lane's thread, as it may have to come up first. */
  TransportProvider provider() throws MapiException {
    return source.get();
  }

  ProviderSource source() {
    return source;
  }

  void setState(State next) {
    state = next;
  }

  void describe(Description now) {
    description = now;
    row.set(PropertyTag.RESOURCE_FLAGS, now.resourceFlags()).set(SpoolerTag.RANKING, now.ranking());
  }

  void registered(AddressTypes answer, Set<LogonOption> asked) {
    types = answer;
    row.set(SpoolerTag.ADDRESS_TYPES, inWords(answer));
    options = asked;
  }

  /** It cannot be used; the row says why. */
  public void fail(String reason) {
    state = State.FAILED;
    row.setCode(StatusCode.FAILURE).say(reason);
    LOG.log(Level.WARNING, "transport {0} is out: {1}", name(), reason);
  }

  private static String inWords(AddressTypes types) {
    Stream<String> all = types.types().stream().sorted();
    return Stream.concat(all, types.any() ? Stream.of("*") : Stream.empty())
        .collect(Collectors.joining(" "));
  }

  /** Whether it could not log on, or reported a critical error. */
  boolean isOut() {
    return state == State.FAILED;
  }

  boolean isOutBecauseOf(Transport other) {
    return isOut() && other.name().equals(culprit);
  }

  /** It takes the others of its message service with it (R84). */
  void takeServiceOut(String reason) {
    serviceOut =
        "its message service %s is out, for %s: %s".formatted(description.service(), this, reason);
  }

  /** Why others of its message service cannot be used; null when they can. */
  @Nullable String serviceOut() {
    return serviceOut;
  }

  /** Another one took its message service out; false when it is out, or leaving, already. */
  boolean goOutWith(Transport other) {
    String why = other.serviceOut;
    if (why == null || isOut() || isLeaving() || state == State.STANDBY) {
      return false;
    }
    culprit = other.name();
    fail(why);
    return true;
  }

  /** The pause its operator has ordered, while it holds. */
  public Optional<Pause> pause() {
    return pauses.of(name());
  }

  /** Shows in the row whether it is paused. */
  public void showPause() {
    pause()
        .ifPresentOrElse(
            now -> row.set(SpoolerTag.PAUSED, now.toString()), () -> row.unset(SpoolerTag.PAUSED));
  }

  /** Leaves it alone until then: its line is down. */
  public void pauseUntil(Instant when) {
    pausedUntil = when;
  }

  /** Counts delivery sessions in a row that found nothing though something was due. */
  public int noteFruitless(boolean again) {
    return fruitless.updateAndGet(before -> again ? before + 1 : 0);
  }

  /** When ordinary delivery may use it again. */
  public Instant pausedUntil() {
    return pausedUntil;
  }

  void notified(SpoolerNotification what) {
    notices.take(what);
    if (what instanceof SpoolerNotification.ReadyToSend) {
      pausedUntil = Instant.MIN;
    } else if (what instanceof SpoolerNotification.CriticalError error) {
      critical = true;
      if (!isLeaving()) {
        fail(error.reason());
      }
      lanes.forEach(Lane::closeWhenCritical);
    }
  }

  /** What it has notified, taken up by whoever drives it next. */
  public Notices notices() {
    return notices;
  }

  /** Flags a client gave with the flush it asks of this transport just now. */
  public void withClientFlags(Set<FlushFlag> flags, ClientCall call) throws MapiException {
    clientFlags = Set.copyOf(flags);
    try {
      call.run();
    } finally {
      clientFlags = Set.of();
    }
  }

  /** The flags of the client call under way; empty when there is none. */
  public Set<FlushFlag> clientFlags() {
    return clientFlags;
  }

  /** A client's call into the transport's status object. */
  @FunctionalInterface
  public interface ClientCall {
    /** Makes the call. */
    void run() throws MapiException;
  }

  @Override
  public String toString() {
    return name();
  }
}
