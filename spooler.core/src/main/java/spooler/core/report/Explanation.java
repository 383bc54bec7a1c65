package spooler.core.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import spooler.api.RecipientState;
import spooler.core.report.Report.Kind;
import spooler.core.report.Report.Line;

/**
 * The part of a report that people read: what became of whom, what the far side said, what to do.
 * Whatever is not ours is indented.
 */
final class Explanation {
  /** Nobody reads more; the other parts have all of them. */
  private static final int MOST_LINES = 100;

  private final StringBuilder text = new StringBuilder();
  private final String host;
  private final Report report;

  private Explanation(String host, Report report) {
    this.host = host;
    this.report = report;
  }

  /** What the spooler on that host says in that report. */
  static Part of(String host, Report report) {
    Explanation explanation = new Explanation(host, report);
    explanation.write();
    return Part.sevenBit("text/plain; charset=utf-8", Part.octets(explanation.text.toString()));
  }

  private void write() {
    paragraph("This is the message spooler at %s.".formatted(host));
    paragraph(opening());
    List<Line> lines = report.lines();
    lines.stream().limit(MOST_LINES).forEach(this::explain);
    if (lines.size() > MOST_LINES) {
      paragraph(
          "... and %d more: the next part names them all.".formatted(lines.size() - MOST_LINES));
    }
  }

  private String opening() {
    String message =
        "Your message of %s (number %s)"
            .formatted(Fields.date(report.accepted()), report.original());
    return report.kind() == Kind.DELIVERY
        ? message + " was handed over for these recipients. There is nothing for you to do."
        : message + " did not reach these recipients. Nothing more will be tried for them.";
  }

  private void explain(Line line) {
    lines("  ", SafeText.utf8(line.recipient().toString()));
    lines("    ", fate(line));
    if (!line.reply().isBlank()) {
      lines("      ", SafeText.utf8(line.reply()));
    }
    advice(line).ifPresent(todo -> lines("    ", "What to do: " + todo));
    text.append("\r\n");
  }

  private String fate(Line line) {
    String through =
        line.transport().isBlank() ? "" : " through " + SafeText.utf8(line.transport());
    String said = line.reply().isBlank() ? "." : ". The last word was:";
    return switch (line.state()) {
      case SENT -> "The far side took it" + through + said;
      case EXPIRED -> "Tried for %s%s, then given up%s".formatted(age(), through, said);
      default -> "Refused for good" + through + said;
    };
  }

  private String age() {
    Duration age = Duration.between(report.accepted(), report.reported());
    if (age.toDays() >= 2) {
      return age.toDays() + " days";
    }
    if (age.toHours() >= 2) {
      return age.toHours() + " hours";
    }
    return age.toMinutes() >= 2 ? age.toMinutes() + " minutes" : "a minute";
  }

  private static Optional<String> advice(Line line) {
    if (line.state() == RecipientState.SENT) {
      return Optional.empty();
    }
    EnhancedStatus status = EnhancedStatus.of(line);
    if (status.says(3, 4) || status.says(2, 3)) {
      return Optional.of("The message is too big: send less, or send it in pieces.");
    }
    if (status.kind() == 5 && status.says(4, 4)) {
      return Optional.of("Nothing here carries such addresses: ask whoever runs this spooler.");
    }
    return Optional.of(
        switch (status.subject()) {
          case 1 -> "Look for a mistake in the address, or ask the recipient for the right one.";
          case 2 ->
              "The mailbox takes nothing now: send the message later, or reach the recipient"
                  + " in another way.";
          case 4 ->
              "The way there was closed: send the message again later, or reach the recipient"
                  + " in another way.";
          case 6 ->
              "The message was not taken in this form: send it in another, such as plain text.";
          case 7 ->
              "The far side does not let it in: ask the recipient, or whoever runs the system there.";
          default ->
              "Send the message again; if it fails again, show this report to whoever runs this"
                  + " spooler.";
        });
  }

  private void paragraph(String words) {
    lines("", words);
    text.append("\r\n");
  }

  private void lines(String indent, String words) {
    text.append(Wrap.at(indent, words, indent)).append("\r\n");
  }
}
