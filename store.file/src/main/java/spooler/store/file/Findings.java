package spooler.store.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found in a folder: problems, which mean that something is lost or the store does not
 * open, and notes, which mean neither. Used by one thread.
 */
final class Findings {
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Something is damaged at this place. */
  void problem(Path file, long offset, String what) {
    problems.add("%s at %d: %s".formatted(file, offset, what));
  }

  void problem(String what) {
    problems.add(what);
  }

  /** Something worth knowing that harms nobody. */
  void note(String what) {
    notes.add(what);
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** A line for each, problems first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    problems.forEach(problem -> lines.add("problem: " + problem));
    notes.forEach(note -> lines.add("note: " + note));
    return lines;
  }
}
