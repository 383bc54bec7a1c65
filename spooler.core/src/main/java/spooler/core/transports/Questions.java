package spooler.core.transports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import spooler.api.Question;
import spooler.core.status.ShownText;

/**
 * What transports ask the user. A lane waits for its answer; meanwhile it is not silent in the
 * watchdog's sense.
 *
 * <p><b>Threads:</b> lanes ask, any thread lists and answers; nothing is locked. An answer goes to
 * whoever asked, and is kept nowhere.
 */
public final class Questions {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final ConcurrentMap<Long, Pending> pending = new ConcurrentSkipListMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final Clock clock;
  private final Duration limit;
  private final Consumer<Question> asked;

  private record Pending(Question question, CompletableFuture<Optional<String>> answer) {}

  /**
   * No question yet.
   *
   * @param limit how long an answer is waited for
   * @param asked is told of each question; must not hold up the caller
   */
  public Questions(Clock clock, Duration limit, Consumer<Question> asked) {
    this.clock = clock;
    this.limit = limit;
    this.asked = asked;
  }

  /** Asks, and waits; empty when there is no answer in time, or the message is cancelled. */
  Optional<String> ask(Lane lane, String text, boolean secret) {
    Instant now = clock.instant();
    Question question =
        new Question(
            numbers.incrementAndGet(),
            lane.transport().name(),
            ShownText.of(text),
            secret,
            now,
            now.plus(limit));
    Pending mine = new Pending(question, new CompletableFuture<>());
    pending.put(question.id(), mine);
    try {
      asked.accept(question);
      return await(lane, mine);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      pending.remove(question.id());
    }
  }

  private Optional<String> await(Lane lane, Pending mine) throws InterruptedException {
    CompletableFuture<Optional<String>> answer = mine.answer();
    while (!isDone(answer)
        && clock.instant().isBefore(mine.question().until())
        && !lane.hand().isCancelAsked()
        && lane.mayAskUser()) {
      lane.showLife();
    }
    return answer.getNow(Optional.empty());
  }

  /** Waits a moment for it. */
  private static boolean isDone(CompletableFuture<?> answer) throws InterruptedException {
    try {
      answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException never) {
      throw new IllegalStateException("an answer never fails", never);
    }
    return true;
  }

  /** Those that wait for an answer, the oldest first. */
  public List<Question> open() {
    return pending.values().stream().map(Pending::question).toList();
  }

  /** Answers one; false when nobody waits for it (any more). */
  public boolean answer(long id, Optional<String> answer) {
    Pending asking = pending.get(id);
    return asking != null && asking.answer().complete(answer);
  }
}
