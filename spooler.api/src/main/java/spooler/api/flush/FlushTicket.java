package spooler.api.flush;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A flush that was asked for. Safe for any thread; stays readable after the flush has ended. */
@ProviderType
public interface FlushTicket {
  /** Names it. */
  FlushId id();

  /** How far it is. */
  Progress progress();

  /** The steps taken so far. */
  FlushTrace trace();

  /** The report; empty while it runs. */
  Optional<FlushReport> report();

  /**
   * Completes with the report, on a thread of the spooler's, when the flush has ended. Never fails.
   */
  CompletionStage<FlushReport> done();

  /**
   * Ends it early: messages in hand finish, no other begins, resources are released. What was not
   * sent stays in the queue. Does nothing when it has ended.
   */
  void abort();

  /**
   * Ends it at once: messages in hand are cancelled as well (CANCEL_MESSAGE). What was being sent
   * stays in the queue, what was being fetched stays on the far side (R70, R71). Does nothing when
   * it has ended.
   */
  void cancel();

  /**
   * How far a flush is.
   *
   * @param transport whose turn it is; empty before the first and after the last
   * @param counts done so far
   * @param total how many messages were to be sent when it began, as far as that can be told; 0
   *     when nothing is sent
   * @param trouble why the last message that was not sent was not, for people; empty for none
   */
  record Progress(String transport, FlushCounts counts, long total, String trouble) {}
}
