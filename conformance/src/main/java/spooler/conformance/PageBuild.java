package spooler.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Properties;

/**
 * The last step of the build: makes {@code docs/conformance.md}, and ends the build when a
 * requirement is not shown. The page is written first, so that it can be looked at either way.
 *
 * <p>It does nothing when tests were left out on purpose: a page made of some tests is wrong.
 */
public final class PageBuild {
  private final Path root;
  private final boolean missingFails;
  private final Requirements requirements;
  private final PrintStream out;

  PageBuild(Path root, String missing, Requirements requirements, PrintStream out) {
    if (!missing.equals("fail") && !missing.equals("warn")) {
      throw new IllegalArgumentException(
          "conformance.missing = \"%s\": use fail or warn".formatted(missing));
    }
    this.root = root;
    this.missingFails = missing.equals("fail");
    this.requirements = requirements;
    this.out = out;
  }

  /**
   * Makes the page.
   *
   * @param arguments the folder of all modules, and what a requirement that no test shows does to
   *     the build: {@code fail} or {@code warn}
   */
  public static void main(String[] arguments) throws IOException, NonconformanceException {
    new PageBuild(
            Path.of(arguments[0]).normalize(),
            arguments[1],
            Requirements.ofTheSpooler(),
            System.out)
        .run(System.getProperties());
  }

  void run(Properties options) throws IOException, NonconformanceException {
    Optional<String> option = Selection.option(options);
    if (option.isPresent()) {
      say("docs/conformance.md stays as it is: with " + option.get() + " not all tests run");
      return;
    }
    NavigableSet<Evidence> evidence = EvidenceRecord.readAll(root);
    if (evidence.isEmpty()) {
      throw new NonconformanceException(
          List.of("no module has a record in target/conformance: run mvn -B verify at the root"));
    }
    Conformance conformance = new Conformance(requirements, evidence);
    write(Page.of(conformance));
    judge(conformance);
  }

  private void write(String page) throws IOException {
    Path file = root.resolve("docs/conformance.md");
    if (Files.exists(file) && Files.readString(file).equals(page)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, page);
    say("docs/conformance.md has changed: commit it");
  }

  private void judge(Conformance conformance) throws NonconformanceException {
    List<String> problems = new ArrayList<>(conformance.faults());
    if (missingFails) {
      problems.addAll(conformance.missing());
    } else {
      conformance.missing().forEach(this::say);
    }
    if (!problems.isEmpty()) {
      throw new NonconformanceException(problems);
    }
  }

  private void say(String line) {
    out.println("conformance: " + line);
  }
}
