package spooler.shell;

import java.time.Instant;
import java.util.List;
import spooler.api.Question;

/**
 * What transports ask and wait for, the oldest first.
 *
 * @param now when it was read
 */
public record QuestionListing(Instant now, List<Question> questions) {
  /** Copies the list. */
  public QuestionListing {
    questions = List.copyOf(questions);
  }
}
