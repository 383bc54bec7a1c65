package spooler.shell;

import java.util.List;

/** What was done, a line each. */
public record Lines(List<String> lines) {
  /** Copies the list. */
  public Lines {
    lines = List.copyOf(lines);
  }

  /** The lines, without a line break at the end. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
