package spooler.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transport is left alone by the spooler's operator: nothing is sent to it or fetched from it,
 * and what is routed there waits.
 *
 * @param until when it ends of itself; null for not before {@link Session#resume}
 * @param why for people, in one line; may be empty
 */
public record Pause(@Nullable Instant until, String why) {
  private static final int LONGEST = 200;

  /** Makes the reason one line of text. */
  public Pause {
    why = OneLine.of(why.strip(), LONGEST);
  }

  /** Whether it holds at that time. */
  public boolean holdsAt(Instant now) {
    return until == null || until.isAfter(now);
  }

  /** In words, such as {@code paused until 2026-11-28T16:00:00Z: the line is being repaired}. */
  @Override
  public String toString() {
    String end = until == null ? "" : " until " + until;
    return "paused" + end + (why.isEmpty() ? "" : ": " + why);
  }
}
