package spooler.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.stream.Collectors;

/**
 * The checklist beside what the tests have shown.
 *
 * @param requirements what has to hold
 * @param evidence of all modules
 */
record Conformance(Requirements requirements, NavigableSet<Evidence> evidence) {
  /** What the tests say about one requirement. */
  enum Standing {
    SHOWN,
    NOT_SHOWN,
    FAILED,
    LEFT_OUT
  }

  List<Evidence> of(Requirement requirement) {
    return evidence.stream()
        .filter(one -> one.citation().requirement().equals(requirement.id()))
        .toList();
  }

  Standing standing(Requirement requirement) {
    if (requirement.isLeftOut()) {
      return Standing.LEFT_OUT;
    }
    return switch (of(requirement).stream()
        .map(Evidence::result)
        .reduce(Result.SKIPPED, Result::and)) {
      case PASSED -> Standing.SHOWN;
      case FAILED -> Standing.FAILED;
      case SKIPPED -> Standing.NOT_SHOWN;
    };
  }

  /** Requirements of that standing. */
  List<Requirement> having(Standing standing) {
    return requirements.all().filter(one -> standing(one) == standing).toList();
  }

  /** One line on those that no test shows; empty when there is none. */
  List<String> missing() {
    List<Requirement> missing = having(Standing.NOT_SHOWN);
    if (missing.isEmpty()) {
      return List.of();
    }
    return List.of(
        "no passing test cites %s: write one, or cite it in the display name of the one that shows it"
            .formatted(missing.stream().map(Requirement::id).collect(Collectors.joining(", "))));
  }

  /** What is wrong whatever is still to be written: a line for each test. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Evidence one : evidence) {
      String cited = one.citation().requirement();
      if (!requirements.contains(cited)) {
        faults.add("%s cites %s, which does not exist".formatted(one.citation(), cited));
      } else if (one.result() == Result.FAILED) {
        faults.add("%s failed, and with it %s".formatted(one.citation(), cited));
      }
    }
    return faults;
  }
}
