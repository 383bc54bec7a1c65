package spooler.core.transports;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.transport.MessageRef;

/**
 * What a lane's transport has in hand, and whether it is to stop with it. The lane takes and puts
 * down; any thread cancels. Nothing is locked.
 */
public final class Hand {
  private final Consumer<Grip> notification;
  private volatile @Nullable Grip grip;
  private volatile boolean cancelAsked;

  /**
   * An empty one.
   *
   * @param notification tells the transport to stop, from another thread
   */
  Hand(Consumer<Grip> notification) {
    this.notification = notification;
  }

  /** A turn or session begins: whatever was cancelled before is over. */
  void begin() {
    cancelAsked = false;
  }

  /** The transport has this message in hand from now on. */
  public void take(Grip message) {
    grip = message;
    if (cancelAsked) {
      message.cancel();
    }
  }

  /** It has none in hand. */
  public void putDown() {
    Grip now = grip;
    grip = null;
    if (now != null) {
      now.end();
    }
  }

  /** Whether the transport is to stop. */
  boolean isCancelAsked() {
    Grip now = grip;
    return cancelAsked || (now != null && now.isCancelled());
  }

  /** Whether that message is in it. */
  boolean holds(MessageId id) {
    Grip now = grip;
    return now != null && now.holds(id);
  }

  /** Asks the transport to stop with the message, which goes back where it came from. */
  public void cancel() {
    cancelAsked = true;
    Grip now = grip;
    if (now != null) {
      now.cancel();
      notification.accept(now);
    }
  }

  /**
   * Asks it to stop with that message, which is to leave the queue.
   *
   * @return completes when the message was put down; empty when it is not in this hand
   */
  Optional<CompletableFuture<MessageRef>> stop(MessageId id) {
    Grip now = grip;
    if (now == null || !now.holds(id)) {
      return Optional.empty();
    }
    now.stop();
    notification.accept(now);
    return Optional.of(now.ended());
  }
}
