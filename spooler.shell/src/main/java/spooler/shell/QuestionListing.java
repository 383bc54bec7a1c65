package spooler.shell;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spooler.api.Question;
import spooler.api.command.Answer;
import spooler.api.command.Screen;

/**
 * What transports ask and wait for, the oldest first.
 *
 * @param now when it was read
 */
public record QuestionListing(Instant now, List<Question> questions) implements Answer {
  /** Copies the list. */
  public QuestionListing {
    questions = List.copyOf(questions);
  }

  @Override
  public String text(Screen screen) {
    return QuestionText.of(this, screen);
  }

  @Override
  public Object data() {
    return questions.stream().map(QuestionListing::data).toList();
  }

  private static Map<String, Object> data(Question question) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", question.id());
    data.put("transport", question.transport());
    data.put("since", question.since());
    data.put("until", question.until());
    data.put("secret", question.secret());
    data.put("question", question.text());
    return data;
  }
}
