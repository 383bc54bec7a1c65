package spooler.launcher.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.event.SpoolerListener;

/**
 * What became of every message.
 *
 * <p><b>Threads:</b> any.
 */
final class Outcomes implements SpoolerListener {
  private final Map<MessageId, List<RecipientState>> settled = new HashMap<>();

  @Override
  public synchronized void messageSettled(MessageId id, List<RecipientState> recipients) {
    settled.put(id, recipients);
    notifyAll();
  }

  /** How many messages were accepted for all their recipients, once so many are settled at all. */
  synchronized long accepted(int messages, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (settled.size() < messages && System.nanoTime() < deadline) {
      wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
    return settled.values().stream()
        .filter(states -> states.stream().allMatch(RecipientState.SENT::equals))
        .count();
  }
}
