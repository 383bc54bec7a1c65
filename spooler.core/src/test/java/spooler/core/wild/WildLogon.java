package spooler.core.wild;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.SubmitFlag;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;
import spooler.api.transport.NotificationTarget;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportSupport;

/** One lane of a {@link WildTransport}. */
final class WildLogon implements TransportLogon {
  private final WildTransport transport;
  private final TransportSupport support;
  private final Map<MessageId, Integer> attempts = new ConcurrentHashMap<>();
  private volatile boolean out; // OUTBOUND_FLUSH, as this lane has set it
  private volatile boolean flushing;
  private boolean download;
  private @Nullable ResourceLease lease;
  private EndResult end = EndResult.SENT;
  private @Nullable MessageId again;

  WildLogon(WildTransport transport, TransportSupport support) {
    this.transport = transport;
    this.support = support;
    support.modifyStatusRow(StatusRowUpdate.create().raise(StatusCode.AVAILABLE));
  }

  @Override
  public AddressTypes addressTypes() {
    return transport.types;
  }

  @Override
  public void flushQueues(Set<FlushFlag> flags) throws MapiException {
    Random random = new Random(transport.seed ^ flags.hashCode());
    transport.order.restart();
    if (transport.resource != null) {
      transport.ledger.turnBegins(transport.resource, transport.name);
      lease = support.acquire(transport.resource, Duration.ofMinutes(1));
      transport.ledger.granted(transport.resource, transport.name);
    }
    if (transport.isCalm() || random.nextInt(3) == 0) {
      support.spoolerNotify(new SpoolerNotification.SentDeferred(null));
    }
    if (!transport.isCalm() && random.nextInt(10) == 0) {
      release();
      throw new MapiException(HResult.MAPI_E_CALL_FAILED, "not today");
    }
    flushing = true;
    download = flags.contains(FlushFlag.DOWNLOAD);
    if (flags.contains(FlushFlag.UPLOAD)) {
      setOut(true);
    } else if (download) {
      support.modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.INBOUND_FLUSH));
    }
  }

  private void setOut(boolean raised) {
    out = raised;
    StatusRowUpdate update = StatusRowUpdate.update();
    support.modifyStatusRow(
        raised ? update.raise(StatusCode.OUTBOUND_FLUSH) : update.clear(StatusCode.OUTBOUND_FLUSH));
  }

  @Override
  public SubmitResult submitMessage(OutboundMessage message, Set<SubmitFlag> flags) {
    int number = Scenario.number(message.envelope());
    transport.ledger.submitted(number);
    if (flushing && !out) {
      transport.ledger.violation(transport.name + " was given a message without its bit (R23)");
    }
    if (!message.id().equals(again)) {
      transport.order.next(message.id(), flags.contains(SubmitFlag.BEGIN_DEFERRED));
    }
    again = null;
    end = EndResult.SENT;
    int attempt = attempts.merge(message.id(), 1, Integer::sum);
    Random random = new Random(transport.seed * 31 + number * 1_000_003L + attempt);
    return transport.isCalm() ? deliver(message) : play(message, random);
  }

  private SubmitResult play(OutboundMessage message, Random random) {
    return switch (random.nextInt(24)) {
      case 0 -> new SubmitResult.NotMe();
      case 1 -> new SubmitResult.Busy();
      case 2 -> new SubmitResult.Wait(Duration.ofMinutes(random.nextInt(90)), "later");
      case 3 -> new SubmitResult.NetworkError(Duration.ofMinutes(3), "line down");
      case 4 -> new SubmitResult.Failed(HResult.MAPI_E_CALL_FAILED, "paper jam");
      case 5 -> throw new IllegalStateException("a defect");
      case 6 -> ends(EndResult.DONT_RESEND);
      case 7 -> {
        again = message.id();
        yield ends(EndResult.RESEND_NOW);
      }
      case 8 -> ends(EndResult.RESEND_LATER);
      case 9 -> new SubmitResult.Cancelled();
      case 10 -> {
        setOut(false); // it wants no more
        yield deliver(message);
      }
      case 11 -> {
        if (random.nextInt(8) == 0) {
          support.spoolerNotify(new SpoolerNotification.CriticalError("burnt out"));
        }
        yield new SubmitResult.Failed(HResult.MAPI_E_CALL_FAILED, "smoke");
      }
      case 12, 13, 14 -> each(message, random);
      default -> deliver(message);
    };
  }

  private SubmitResult ends(EndResult how) {
    end = how;
    return SubmitResult.OK;
  }

  private SubmitResult each(OutboundMessage message, Random random) {
    for (OutboundMessage.Assigned one : message.recipients()) {
      switch (random.nextInt(4)) {
        case 0 -> deliver(message, one);
        case 1 ->
            message.settle(
                one,
                new RecipientOutcome.Refused(
                    NdrReason.TRANSFER_IMPOSSIBLE,
                    NdrDiagnostic.RECIPIENT_UNKNOWN,
                    "550 5.1.1 no such user"));
        case 2 ->
            message.settle(
                one, new RecipientOutcome.Delayed(Duration.ofMinutes(random.nextInt(9)), "450"));
        default -> {
          // left to the next transport, or to what the call answers
        }
      }
    }
    return random.nextInt(4) == 0
        ? new SubmitResult.NetworkError(Duration.ofMinutes(1), "cut off")
        : SubmitResult.OK;
  }

  private SubmitResult deliver(OutboundMessage message) {
    message.recipients().forEach(one -> deliver(message, one));
    return SubmitResult.OK;
  }

  private void deliver(OutboundMessage message, OutboundMessage.Assigned one) {
    transport.ledger.delivered(
        Scenario.number(message.envelope()), one.recipient().address().value());
    message.settle(one, new RecipientOutcome.Delivered("250 2.0.0 taken"));
  }

  @Override
  public EndResult endMessage(MessageRef ref) {
    return end;
  }

  @Override
  public void startMessage(InboundMessage message) {
    // nothing ever comes in here
  }

  @Override
  public void transportNotify(
      Set<TransportNotification> what, @Nullable NotificationTarget target) {
    boolean endOut = what.contains(TransportNotification.END_OUTBOUND_FLUSH);
    boolean endIn = what.contains(TransportNotification.END_INBOUND_FLUSH);
    if (endOut) {
      setOut(false);
    }
    if (endOut && !endIn && download) {
      support.modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.INBOUND_FLUSH));
    } else if (endOut || endIn) {
      support.modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.INBOUND_FLUSH));
      flushing = false;
      release();
    }
  }

  private void release() {
    ResourceLease held = lease;
    lease = null;
    if (held != null) {
      transport.ledger.releasing(held.resource());
      held.close();
    }
  }

  @Override
  public void close() {
    release();
    support.modifyStatusRow(StatusRowUpdate.create());
  }
}
