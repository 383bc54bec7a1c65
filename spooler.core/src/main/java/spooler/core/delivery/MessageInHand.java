package spooler.core.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.store.Claim;
import spooler.api.store.SpoolStore;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.core.transports.Grip;
import spooler.core.transports.Lane;

/** The message a transport has in hand, as it sees it. Confined to the lane's thread. */
final class MessageInHand implements OutboundMessage {
  private final Claim claim; // the first; all are of one message
  private final SpoolStore store;
  private final Lane lane;
  private final List<Assigned> assigned;
  private final Map<Integer, RecipientOutcome> outcomes = new HashMap<>();
  private final Grip grip;
  private final Thread thread = Thread.currentThread();
  private boolean over;

  MessageInHand(List<Claim> claims, SpoolStore store, Lane lane) {
    this.claim = claims.get(0);
    this.store = store;
    this.lane = lane;
    this.assigned =
        claims.stream()
            .flatMap(one -> one.recipients().stream())
            .sorted()
            .map(place -> new Assigned(place, claim.envelope().recipients().get(place)))
            .toList();
    this.grip = new Grip(claim.id(), MessageRef.OUTBOUND);
  }

  /** What cancels it. */
  Grip grip() {
    return grip;
  }

  /** Whether a client had it stopped. */
  boolean isStopped() {
    return grip.isStopped();
  }

  /** Nothing is settled any more. */
  void close() {
    over = true;
  }

  /** A transport that settles late, or from a thread of its own, would race with the write-back. */
  private void check() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("settle recipients on the lane's own thread");
    }
    if (over) {
      throw new IllegalStateException(id() + " has ended: settle its recipients before");
    }
  }

  @Override
  public MessageId id() {
    return claim.id();
  }

  @Override
  public Envelope envelope() {
    return claim.envelope();
  }

  @Override
  public List<Assigned> recipients() {
    return assigned;
  }

  @Override
  public boolean responsibility(int place) {
    return !isAssigned(place) || outcomes.containsKey(place);
  }

  private boolean isAssigned(int place) {
    return assigned.stream().anyMatch(one -> one.place() == place);
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {
    check();
    Objects.requireNonNull(outcome, "an outcome");
    if (!assigned.contains(recipient)) {
      throw new IllegalArgumentException(
          "recipient " + recipient.place() + " is not this transport's to settle");
    }
    outcomes.putIfAbsent(recipient.place(), outcome);
  }

  @Override
  public InputStream openBody() {
    return new FilterInputStream(store.openBody(claim.id())) {
      @Override
      public int read() throws IOException {
        lane.showLife();
        return in.read();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        lane.showLife();
        return in.read(bytes, offset, length);
      }
    };
  }

  @Override
  public long size() {
    return claim.size();
  }

  @Override
  public void assignRef(MessageRef value) {
    grip.assign(value);
  }

  @Override
  public void onItsWay() {
    if (!over) {
      lane.transport().picking().leave(lane);
    }
  }

  MessageRef ref() {
    return grip.ref();
  }

  /** What was said of the recipient at that place of the envelope; null for nothing. */
  @Nullable RecipientOutcome outcome(int place) {
    return outcomes.get(place);
  }

  boolean isAllSettled() {
    return outcomes.size() == assigned.size();
  }
}
