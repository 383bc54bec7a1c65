package spooler.core.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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
  private final Claim claim;
  private final SpoolStore store;
  private final Lane lane;
  private final List<Assigned> assigned;
  private final @Nullable RecipientOutcome[] outcomes;
  private final Grip grip;
  private final Thread thread = Thread.currentThread();
  private boolean over;

  MessageInHand(Claim claim, SpoolStore store, Lane lane) {
    this.claim = claim;
    this.store = store;
    this.lane = lane;
    List<Assigned> mine = new ArrayList<>(claim.recipients().size());
    for (int place : claim.recipients()) {
      mine.add(new Assigned(place, claim.envelope().recipients().get(place)));
    }
    this.assigned = List.copyOf(mine);
    this.outcomes = new @Nullable RecipientOutcome[mine.size()];
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
    int index = claim.recipients().indexOf(place);
    return index < 0 || outcomes[index] != null;
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {
    check();
    Objects.requireNonNull(outcome, "an outcome");
    int index = claim.recipients().indexOf(recipient.place());
    if (index < 0) {
      throw new IllegalArgumentException(
          "recipient " + recipient.place() + " is not this transport's to settle");
    }
    if (outcomes[index] == null) {
      outcomes[index] = outcome;
    }
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

  MessageRef ref() {
    return grip.ref();
  }

  Claim claim() {
    return claim;
  }

  /** What was said of the recipient at that index of the claim; null for nothing. */
  @Nullable RecipientOutcome outcome(int index) {
    return outcomes[index];
  }

  boolean isAllSettled() {
    for (RecipientOutcome outcome : outcomes) {
      if (outcome == null) {
        return false;
      }
    }
    return true;
  }
}
