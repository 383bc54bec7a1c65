package spooler.api.store;

import java.time.Instant;
import spooler.api.RecipientState;

/** What became of one recipient of a claim. */
public sealed interface Disposition {
  /**
   * It came to its end.
   *
   * @param state a final one
   * @param reason the far side's reply, or why it ended
   */
  record Settled(RecipientState state, String reason) implements Disposition {
    /** Checks that the state is final. */
    public Settled {
      if (!state.isFinal()) {
        throw new IllegalArgumentException(state + " is not final");
      }
    }
  }

  /**
   * It waits again.
   *
   * @param channel where
   * @param notBefore not to be claimed before, except by force
   * @param attempted whether this counts as an attempt; a dead line costs none
   * @param reason why it waits
   */
  record Waits(Channel channel, Instant notBefore, boolean attempted, String reason)
      implements Disposition {}
}
