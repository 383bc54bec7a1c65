package spooler.shell;

import java.util.List;
import java.util.Map;
import spooler.api.command.Answer;
import spooler.api.command.Screen;

/** What was done, a line each. */
public record Lines(List<String> lines) implements Answer {
  /** Copies the list. */
  public Lines {
    lines = List.copyOf(lines);
  }

  /** These lines. */
  public static Lines of(String... lines) {
    return new Lines(List.of(lines));
  }

  @Override
  public String text(Screen screen) {
    return toString();
  }

  @Override
  public Object data() {
    return Map.of("done", lines);
  }

  /** The lines, without a line break at the end. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
