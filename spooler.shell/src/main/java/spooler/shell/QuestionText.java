package spooler.shell;

import java.time.Duration;
import spooler.api.Question;
import spooler.api.command.Screen;

/** A {@link QuestionListing} as a table. */
final class QuestionText {
  private QuestionText() {}

  static String of(QuestionListing listing, Screen screen) {
    if (listing.questions().isEmpty()) {
      return "Nobody asks anything.";
    }
    Table table = new Table("ID", "TRANSPORT", "SINCE", "WAITS", "SECRET", "QUESTION");
    for (Question question : listing.questions()) {
      table.row(
          question.id(),
          question.transport(),
          Amounts.span(Duration.between(question.since(), listing.now())),
          Amounts.span(Duration.between(listing.now(), question.until())),
          question.secret() ? "yes" : "no",
          question.text());
    }
    return table.text(screen);
  }
}
