package spooler.core.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spooler.api.Pause;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.MapiException;
import spooler.api.store.Channel;
import spooler.api.store.StoreException;
import spooler.core.transports.Lane;
import spooler.core.transports.Registry;
import spooler.core.transports.Transport;

/**
 * Ordinary delivery: mail goes as soon as it is there, or due, through every transport that does
 * not wait to be asked (semantics section 6).
 *
 * <p><b>Threads:</b> {@link #look} is called by one thread, the {@link DeliveryClock}'s; sessions
 * run on the lanes. <br>
 * <b>Failure:</b> a line that is down pauses its transport and costs no message an attempt; a
 * session that ends by a fault pauses it too, so that nothing spins.
 */
public final class Delivery {
  private static final Logger LOG = System.getLogger("spooler.core");

  private static final Duration NO_PROGRESS = Duration.ofSeconds(1);

  private final Registry registry;
  private final Means means;
  private final Supplier<@Nullable InboundHandler> inbox;
  private final BooleanSupplier flushing;
  private final Pace pace;
  private final Runnable wake;
  private final Housekeeping housekeeping;

  /**
   * How often.
   *
   * @param poll how often a transport that asks for it is polled
   * @param idle how long after its last message a transport is told that there is nothing to do
   * @param afterFault how long a transport is left alone after a session ended by a fault
   */
  public record Pace(Duration poll, Duration idle, Duration afterFault) {}

  /**
   * Delivery over these transports.
   *
   * @param flushing whether a flush runs: then nobody begins who needs an exclusive resource (R43)
   * @param wake asks for another {@link #look}
   */
  public Delivery(
      Registry registry,
      Means means,
      Supplier<@Nullable InboundHandler> inbox,
      BooleanSupplier flushing,
      Pace pace,
      Runnable wake) {
    this.registry = registry;
    this.means = means;
    this.inbox = inbox;
    this.flushing = flushing;
    this.pace = pace;
    this.wake = wake;
    this.housekeeping = new Housekeeping(pace);
  }

  /**
   * Begins a session wherever there is something to do.
   *
   * @return when to look again, if nobody asks before
   */
  public Instant look() {
    Instant next = now().plus(Duration.ofDays(1));
    for (Transport transport : registry.active()) {
      transport.showPause(); // it may have come to its end
      Instant due = due(transport);
      if (!due.isAfter(now())) {
        begin(transport);
      } else if (due.isBefore(next)) {
        next = due;
      }
    }
    return next;
  }

  private Instant due(Transport transport) {
    Optional<Pause> pause = transport.pause();
    if (pause.isPresent()) {
      Instant end = pause.get().until();
      return end == null ? Instant.MAX : end;
    }
    Instant due = outboundDue(transport);
    Instant inbound = housekeeping.nextFor(transport, now());
    if (inbound.isBefore(due)) {
      due = inbound;
    }
    return due.isBefore(transport.pausedUntil()) ? transport.pausedUntil() : due;
  }

  private Instant outboundDue(Transport transport) {
    if (transport.description().onDemand()) {
      return Instant.MAX;
    }
    if (transport.notices().hasReleased()) {
      return Instant.MIN;
    }
    List<Channel> channels = means.router().channelsOf(transport.name(), false);
    return means.store().nextDue(channels).orElse(Instant.MAX);
  }

  private void begin(Transport transport) {
    if (mustMakeRoom(transport) || !transport.gate().tryEnter()) {
      return; // whoever has it wakes us when it is done
    }
    boolean ready = transport.notices().takeReadyToSend();
    long release = transport.notices().openRelease();
    List<CompletableFuture<Boolean>> parts =
        transport.usableLanes().stream()
            .map(lane -> lane.session(() -> session(lane, ready, release)))
            .toList();
    CompletableFuture<?> unused =
        CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
            .whenComplete((done, failed) -> end(transport, parts, failed));
  }

  /** Whether a flush wants the transport, or may want its exclusive resource. */
  private boolean mustMakeRoom(Transport transport) {
    return transport.gate().isWanted() || (isExclusive(transport) && flushing.getAsBoolean());
  }

  private static boolean isExclusive(Transport transport) {
    return transport.description().resource() != null;
  }

  /** One session; whether there was anything to send. */
  private boolean session(Lane lane, boolean ready, long release) throws MapiException {
    Transport transport = lane.transport();
    Session session = new Session(lane, means, inbox.get(), () -> !mustMakeRoom(transport));
    try {
      boolean busy = !transport.description().onDemand() && session.send(ready, release);
      housekeeping.attend(lane, session, now());
      letGo(lane);
      return busy;
    } catch (RuntimeException fault) {
      try {
        letGo(lane);
      } catch (RuntimeException | MapiException another) {
        fault.addSuppressed(another);
      }
      throw fault;
    }
  }

  /** Nobody keeps an exclusive resource beyond the session, however it ended. */
  private static void letGo(Lane lane) throws MapiException {
    Transport transport = lane.transport();
    if (isExclusive(transport) && Housekeeping.mayIdle(lane)) {
      lane.idle();
    }
  }

  private void end(
      Transport transport, List<CompletableFuture<Boolean>> parts, @Nullable Throwable failed) {
    transport.notices().sessionDone();
    if (failed == null) {
      boolean busy = parts.stream().anyMatch(CompletableFuture::join);
      housekeeping.attended(transport, busy, now());
      boolean fruitless = !busy && !outboundDue(transport).isAfter(now());
      if (transport.noteFruitless(fruitless) > 1) {
        // due, and again nothing to be had: others may hold it; look again soon, but do not spin
        transport.pauseUntil(now().plus(NO_PROGRESS));
      }
    } else {
      Throwable cause = failed.getCause() != null ? failed.getCause() : failed;
      Level level = cause instanceof StoreException ? Level.ERROR : Level.WARNING;
      LOG.log(level, "delivery through {0} ended: {1}", transport, cause.getMessage());
      transport.pauseUntil(now().plus(pace.afterFault()));
    }
    transport.gate().leave();
    wake.run();
  }

  private Instant now() {
    return means.clock().instant();
  }
}
