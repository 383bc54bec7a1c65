package spooler.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.SessionFlag;
import spooler.api.store.SpoolStore;
import spooler.api.transport.TransportProvider;
import spooler.core.delivery.Delivery;
import spooler.core.delivery.DeliveryClock;
import spooler.core.delivery.Expiry;
import spooler.core.delivery.Means;
import spooler.core.delivery.RetryPolicy;
import spooler.core.flush.FlushEngine;
import spooler.core.report.ReportWriter;
import spooler.core.report.Reporter;
import spooler.core.route.Router;
import spooler.core.session.SessionParts;
import spooler.core.session.SpoolSession;
import spooler.core.status.Advisers;
import spooler.core.status.EntryIds;
import spooler.core.status.StatusRows;
import spooler.core.transports.Description;
import spooler.core.transports.KeptOrder;
import spooler.core.transports.Pauses;
import spooler.core.transports.ProviderSource;
import spooler.core.transports.Questions;
import spooler.core.transports.Registry;
import spooler.core.transports.ResourceBroker;
import spooler.core.transports.Transport;
import spooler.core.transports.TransportEvents;
import spooler.core.transports.Watchdog;

/**
 * The whole spooler, composed of plain objects; closed in reverse order.
 *
 * <p><b>Threads of its own:</b> one for flushes, one for ordinary delivery and expiry, one for
 * reports (an inbox may take its time), one that tells listeners, one timer for the watchdog, and
 * one per lane. All are daemons and end with {@link #close}.
 */
public final class SpoolerCore implements Spooler, AutoCloseable {
  private static final Duration WATCH = Duration.ofSeconds(1);

  private final CoreSettings settings;
  private final ExecutorService flushes = Executors.newSingleThreadExecutor(named("flush"));
  private final ExecutorService events = Executors.newSingleThreadExecutor(named("events"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(named("watchdog"));
  private final Listeners listeners = new Listeners(events);
  private final Pauses pauses;
  private final Registry registry;
  private final FlushEngine engine;
  private final DeliveryClock delivery;
  private final DeliveryClock reports;
  private final SpoolStore.Subscription readiness;
  private final SessionParts parts;
  private volatile boolean up = true;

  /** Starts one that cannot keep what operators order. */
  public SpoolerCore(
      CoreSettings settings,
      SpoolStore store,
      Clock clock,
      Supplier<@Nullable InboundHandler> inbox) {
    this(settings, store, Keepers.none(), clock, inbox);
  }

  /**
   * Starts it.
   *
   * @param inbox where fetched mail goes; may answer null, for nowhere
   */
  public SpoolerCore(
      CoreSettings settings,
      SpoolStore given,
      Keepers keepers,
      Clock clock,
      Supplier<@Nullable InboundHandler> inbox) {
    this.pauses = new Pauses(keepers.pauses(), clock);
    this.settings = settings;
    SpoolStore store = new LoggedStore(given);
    Advisers advisers = new Advisers(events);
    EntryIds ids = new EntryIds(UUID.randomUUID());
    ResourceBroker broker = new ResourceBroker(store.resources(), clock);
    CoreSettings.Deadlines deadlines = settings.deadlines();
    Questions questions = new Questions(clock, deadlines.answer(), listeners::asked);
    this.registry =
        new Registry(
            ids,
            advisers,
            store,
            clock,
            broker,
            questions,
            new Events(),
            pauses,
            settings.profile(),
            deadlines.logon());
    broker.onChange(registry::showHolder);
    Router router = new Router(registry::profile, store);
    RetryPolicy retry =
        new RetryPolicy(
            settings.retry().first(),
            settings.retry().longest(),
            () -> ThreadLocalRandom.current().nextDouble());
    Means means = new Means(store, router, clock, retry, deadlines.lease(), listeners::settled);
    this.engine =
        new FlushEngine(registry, broker, means, inbox, flushes, deadlines.patience(), new Ends());
    Delivery ordinary =
        new Delivery(registry, means, inbox, engine::isFlushing, settings.pace(), this::wake);
    Expiry expiry = new Expiry(means, registry.messages()::tellOfCancel);
    this.delivery = new DeliveryClock(clock, () -> earlier(ordinary.look(), expiry.look()));
    Reporter reporter =
        new Reporter(
            new Reporter.Surroundings(
                store,
                router,
                clock,
                inbox,
                deadlines.lease(),
                settings.pace().afterFault(),
                settings.expireAfter(),
                listeners::settled),
            new ReportWriter(settings.hostName()),
            settings.reportsPerHour());
    this.reports = new DeliveryClock(clock, reporter::look);
    this.parts =
        new SessionParts(
            store,
            clock,
            router,
            registry,
            pauses,
            new KeptOrder(registry, keepers.ranks(), deadlines.logon()),
            engine,
            new StatusRows(ids, advisers, registry::rows),
            advisers,
            ids,
            questions,
            listeners::settled,
            settings.expireAfter(),
            deadlines.logon());
    this.readiness = store.onReady(this::wake);
    registry.onChange(this::wake);
    start();
  }

  private void start() {
    Watchdog watchdog =
        new Watchdog(registry::all, settings.deadlines().silence(), settings.deadlines().lease());
    var unused =
        timer.scheduleWithFixedDelay(
            watchdog::look, WATCH.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
    named("delivery").newThread(delivery).start();
    named("reports").newThread(reports).start();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, "spooler " + name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** A transport has arrived; returns at once. */
  public void add(Description description, TransportProvider provider) {
    add(description, ProviderSource.of(provider));
  }

  /** A transport has arrived whose provider has still to come up; returns at once. */
  public void add(Description description, ProviderSource source) {
    registry.add(description, source);
  }

  /** A transport's service properties have changed, its ranking for example. */
  public void update(Description description) {
    registry.update(description);
  }

  /** A transport leaves; returns when it has signed off, within a bounded time. */
  public void remove(long serviceId) {
    registry.remove(serviceId, settings.deadlines().departure());
  }

  /** Pauses were changed by somebody else than a session: takes them up. */
  public void reloadPauses() throws MapiException {
    pauses.reload();
  }

  /** Who is told of flushes and messages. */
  public Listeners listeners() {
    return listeners;
  }

  @Override
  public Session logon(Set<SessionFlag> flags) throws MapiException {
    if (!up) {
      throw new MapiException(HResult.MAPI_E_LOGON_FAILED, "the spooler is shutting down");
    }
    boolean mail = !flags.contains(SessionFlag.NO_MAIL);
    if (mail && flags.contains(SessionFlag.FORCE_DOWNLOAD)) {
      fetchAll();
    }
    return new SpoolSession(parts, mail, () -> up);
  }

  /** As much as can be had now: who finds others at it, or nobody there, logs on all the same. */
  private void fetchAll() throws MapiException {
    try {
      registry.awaitLogons(settings.deadlines().logon());
      engine.request(null, Set.of(FlushFlag.DOWNLOAD, FlushFlag.NO_UI));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new MapiException(HResult.MAPI_E_USER_CANCEL, "interrupted", stop);
    } catch (MapiException busy) {
      if (!busy.hresult().equals(HResult.MAPI_E_BUSY)) {
        throw busy;
      }
    }
  }

  /** Asks for a look at what can be sent, has expired, or is to be reported. */
  public void wake() {
    delivery.wake();
    reports.wake();
  }

  /** Ends it: the running flush first, then the transports, then the threads. */
  @Override
  public void close() {
    up = false;
    readiness.close();
    delivery.stop();
    reports.stop();
    engine.close();
    registry.close(settings.deadlines().departure());
    timer.shutdownNow();
    flushes.shutdown();
    events.shutdown();
  }

  /** What happens at the transports. */
  private final class Events implements TransportEvents {
    @Override
    public void flushAsked(Transport transport) {
      engine.flushAsked(transport);
    }

    @Override
    public void typesChanged(Transport transport) {
      registry.refresh(transport);
    }

    @Override
    public void wake() {
      SpoolerCore.this.wake();
    }
  }

  /** Ordinary delivery may have waited for a flush to end. */
  private final class Ends implements FlushEngine.Listener {
    @Override
    public void started(spooler.api.flush.FlushTicket flush) {
      listeners.started(flush);
    }

    @Override
    public void ended(spooler.api.flush.FlushReport report) {
      listeners.ended(report);
      wake();
    }
  }
}
