package spooler.api.flush;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import spooler.api.mapi.StatusCode;

/**
 * Every step of a flush as it was taken: the fourteen steps of the contract, per transport and
 * lane. The Submit and End calls of steps 3 to 7 are summed up in one entry per lane, the
 * StartMessage calls of 10 to 12 in another.
 */
public record FlushTrace(FlushId id, List<Step> steps) {
  /** Copies the list. */
  public FlushTrace {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param number 1 to 14, as in the contract
   * @param transport whose turn it is
   * @param lane which of the transport's logons, from 0
   * @param at when it began
   * @param took how long the call into the transport took
   * @param bits the row's flush bits after it
   * @param holder who holds the transport's exclusive resource after it; empty for nobody or none
   * @param text what happened, for people
   */
  public record Step(
      int number,
      String transport,
      int lane,
      Instant at,
      Duration took,
      Set<StatusCode> bits,
      String holder,
      String text) {
    /** Copies the set. */
    public Step {
      bits = Set.copyOf(bits);
    }
  }
}
