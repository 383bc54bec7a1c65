package spooler.core.transports;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.transport.MessageRef;

/**
 * The message a transport has in hand, as others see it who want it cancelled. Thread-safe: the
 * lane assigns the ref and ends it, any thread cancels.
 */
public final class Grip {
  private final @Nullable MessageId id;
  private final CompletableFuture<MessageRef> end = new CompletableFuture<>();
  private volatile MessageRef ref;
  private volatile boolean cancelled;
  private volatile boolean stopped;

  /**
   * A message that the transport has not named yet.
   *
   * @param id null for one that is coming in
   * @param ref what names it until then (R61)
   */
  public Grip(@Nullable MessageId id, MessageRef ref) {
    this.id = id;
    this.ref = ref;
  }

  /** The transport names it. */
  public void assign(MessageRef value) {
    ref = value;
  }

  /** Its name. */
  public MessageRef ref() {
    return ref;
  }

  /** Whether the transport is to stop. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Whether it is to leave the queue, too. */
  public boolean isStopped() {
    return stopped;
  }

  boolean holds(MessageId message) {
    return message.equals(id);
  }

  /** It goes back to where it came from. */
  void cancel() {
    cancelled = true;
  }

  /** It leaves the queue. */
  void stop() {
    stopped = true;
    cancelled = true;
  }

  void end() {
    end.complete(ref);
  }

  /** Completes when the transport has put it down. */
  CompletableFuture<MessageRef> ended() {
    return end;
  }
}
