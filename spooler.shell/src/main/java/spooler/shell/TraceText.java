package spooler.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import spooler.api.command.Screen;
import spooler.api.flush.FlushTrace;
import spooler.api.flush.FlushTrace.Step;

/** A {@link FlushTrace} as a table: the fourteen steps as they were taken. */
final class TraceText {
  private TraceText() {}

  static String of(FlushTrace trace, Screen screen) {
    List<Step> steps = trace.steps();
    if (steps.isEmpty()) {
      return "Flush " + trace.id() + " has taken no step yet.";
    }
    Instant start = steps.get(0).at();
    Table table = new Table("STEP", "TRANSPORT", "LANE", "AT", "TOOK", "BITS", "HOLDER", "TEXT");
    for (Step step : steps) {
      table.row(
          step.number(),
          step.transport(),
          step.lane(),
          "+" + Amounts.millis(Duration.between(start, step.at())),
          Amounts.millis(step.took()),
          FlushBits.of(step.bits()),
          step.holder().isEmpty() ? "-" : step.holder(),
          step.text());
    }
    return "Flush " + trace.id() + "\n" + table.text(screen);
  }
}
