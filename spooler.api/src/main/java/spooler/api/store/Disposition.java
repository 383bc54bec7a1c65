package spooler.api.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import spooler.api.RecipientState;

/** What became of one recipient of a claim. */
public sealed interface Disposition {
  /**
   * It came to its end.
   *
   * @param state a final one
   * @param reason the far side's reply, or why it ended
   * @param last the channel it is remembered in, so that its history tells who ended it; null for
   *     the one it waited in. Nothing waits there by that
   */
  record Settled(RecipientState state, String reason, @Nullable Channel last)
      implements Disposition {
    /** Checks that the state is final. */
    public Settled {
      if (!state.isFinal()) {
        throw new IllegalArgumentException(state + " is not final");
      }
    }

    /** It ended in the channel it waited in. */
    public Settled(RecipientState state, String reason) {
      this(state, reason, null);
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
