package spooler.api.flush;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;

/**
 * What came of a flush.
 *
 * @param result {@link HResult#S_OK}, or the first failure of a transport, or {@link
 *     HResult#MAPI_E_USER_CANCEL} when it was aborted
 * @param turns one per transport that was asked, in the order of the profile
 */
public record FlushReport(
    FlushId id,
    Set<FlushFlag> flags,
    Instant started,
    Instant ended,
    HResult result,
    List<Turn> turns) {
  /** Copies the collections. */
  public FlushReport {
    flags = Set.copyOf(flags);
    turns = List.copyOf(turns);
  }

  /** All turns together. */
  public FlushCounts counts() {
    return turns.stream().map(Turn::counts).reduce(FlushCounts.NONE, FlushCounts::plus);
  }

  /** How long it took. */
  public Duration took() {
    return Duration.between(started, ended);
  }

  /**
   * One transport's turn.
   *
   * @param reason why the turn ended early, for people; empty when it did not
   */
  public record Turn(String transport, HResult result, String reason, FlushCounts counts) {}
}
