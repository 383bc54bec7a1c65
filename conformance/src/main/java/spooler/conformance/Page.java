package spooler.conformance;

import java.util.List;
import java.util.Locale;
import spooler.conformance.Conformance.Standing;

/** {@code docs/conformance.md}: the same tests make the same text, on any day and machine. */
final class Page {
  private final Conformance conformance;
  private final StringBuilder text = new StringBuilder();

  private Page(Conformance conformance) {
    this.conformance = conformance;
  }

  static String of(Conformance conformance) {
    Page page = new Page(conformance);
    page.head();
    conformance.requirements().sections().forEach(page::section);
    return page.text.toString();
  }

  private void head() {
    line("# Conformance");
    line("");
    line(
        "What the spooler has to do, and the tests that show it. Made by `mvn -B verify` from the");
    line("tests' display names: edit those, not this page.");
    line("");
    line("| | |");
    line("|---|---|");
    for (Standing standing : Standing.values()) {
      int count = conformance.having(standing).size();
      if (count > 0) {
        line("| " + words(standing) + " | " + count + " |");
      }
    }
  }

  private void section(Requirements.Section section) {
    line("");
    line("## " + section.title());
    section.requirements().forEach(this::requirement);
  }

  private void requirement(Requirement requirement) {
    line("");
    line("### " + requirement.id());
    line("");
    line(escaped(requirement.text()));
    line("");
    Standing standing = conformance.standing(requirement);
    line(
        requirement.isLeftOut()
            ? "**" + words(standing) + "**: " + escaped(requirement.leftOut()) + "."
            : "**" + words(standing) + "**");
    List<Evidence> evidence = worthShowing(conformance.of(requirement));
    if (!evidence.isEmpty()) {
      line("");
      evidence.forEach(this::evidence);
    }
  }

  /** A test that was skipped shows nothing; it is of interest only where no other one ran. */
  private static List<Evidence> worthShowing(List<Evidence> all) {
    List<Evidence> ran = all.stream().filter(one -> one.result() != Result.SKIPPED).toList();
    return ran.isEmpty() ? all : ran;
  }

  private void evidence(Evidence one) {
    line(
        "- %s: `%s` %s"
            .formatted(
                one.result().name().toLowerCase(Locale.ROOT),
                one.citation().testClass(),
                escaped(one.citation().test())));
  }

  private static String words(Standing standing) {
    return switch (standing) {
      case SHOWN -> "Shown";
      case NOT_SHOWN -> "Not shown";
      case FAILED -> "Failed";
      case LEFT_OUT -> "Left out";
    };
  }

  private static String escaped(String plain) {
    return plain.replaceAll("([\\\\`*<\\[])", "\\\\$1");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
