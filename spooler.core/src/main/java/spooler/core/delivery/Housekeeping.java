package spooler.core.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.core.transports.Lane;
import spooler.core.transports.Transport;

/**
 * Polling and idling, for transports that ask for it (R81), and taking up notices of new mail.
 * Times are kept per transport while it is there. Thread-safe.
 */
final class Housekeeping {
  private final ConcurrentMap<Transport, Instant> pollDue = new ConcurrentHashMap<>();
  private final ConcurrentMap<Transport, Instant> idleDue = new ConcurrentHashMap<>();
  private final Delivery.Pace pace;

  Housekeeping(Delivery.Pace pace) {
    this.pace = pace;
  }

  /** When something is to be done for it besides sending. */
  Instant nextFor(Transport transport, Instant now) {
    forgetTheDeparted();
    if (transport.notices().isInCriticalSection()) {
      return Instant.MAX;
    }
    boolean mail = transport.notices().hasNewMail() && !transport.description().onDemand();
    Instant next = mail ? Instant.MIN : Instant.MAX;
    if (polls(transport)) {
      Instant poll = pollDue.computeIfAbsent(transport, first -> now);
      next = poll.isBefore(next) ? poll : next;
    }
    Instant idle = idleDue.getOrDefault(transport, Instant.MAX);
    return idle.isBefore(next) ? idle : next;
  }

  /** What is due on this lane, in a session. */
  void attend(Lane lane, Session session, Instant now) throws MapiException {
    Transport transport = lane.transport();
    if (lane.mustStop() || transport.notices().isInCriticalSection()) {
      return; // R81
    }
    boolean mail = transport.notices().takeNewMail();
    if (!mail && takeDue(pollDue, transport, now)) {
      mail = lane.poll();
    }
    if (mail) {
      session.receiveOne();
    }
    Instant idle = idleDue.get(transport);
    if (idle != null && !idle.isAfter(now) && mayIdle(lane)) {
      lane.idle();
    }
  }

  /** Whether it asked to be told that there is nothing to do, and may be told now (R81). */
  static boolean mayIdle(Lane lane) {
    Transport transport = lane.transport();
    return transport.options().contains(LogonOption.IDLE)
        && !lane.isEnding()
        && !transport.notices().isInCriticalSection();
  }

  /** The session has ended; nothing is due any more that it attended to. */
  void attended(Transport transport, boolean wasBusy, Instant now) {
    if (wasBusy && transport.options().contains(LogonOption.IDLE)) {
      idleDue.put(transport, now.plus(pace.idle()));
    } else if (!wasBusy) {
      idleDue.computeIfPresent(transport, (same, due) -> due.isAfter(now) ? due : null);
    }
  }

  private static boolean polls(Transport transport) {
    return transport.options().contains(LogonOption.POLL) && !transport.description().onDemand();
  }

  private boolean takeDue(Map<Transport, Instant> times, Transport transport, Instant now) {
    @Nullable Instant due = times.get(transport);
    return due != null && !due.isAfter(now) && times.replace(transport, due, now.plus(pace.poll()));
  }

  private void forgetTheDeparted() {
    pollDue.keySet().removeIf(Transport::isLeaving);
    idleDue.keySet().removeIf(Transport::isLeaving);
  }
}
