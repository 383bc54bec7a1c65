package spooler.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * The way from a test up to its class and beyond: one invocation, the method, the nested class, the
 * class around it.
 */
final class TestPath {
  private final List<TestIdentifier> below = new ArrayList<>(); // its class, the test first
  private final List<TestIdentifier> above = new ArrayList<>(); // its class first

  TestPath(TestPlan plan, TestIdentifier test) {
    Optional<TestIdentifier> next = Optional.of(test);
    while (next.isPresent()) {
      TestIdentifier one = next.get();
      boolean inClass = above.isEmpty() && !(one.getSource().orElse(null) instanceof ClassSource);
      (inClass ? below : above).add(one);
      next = plan.getParent(one);
    }
  }

  /**
   * What it cites by its own display name and by those above it.
   *
   * <p>It goes by the name that cites the requirement. Where that is a class, by the method's: the
   * invocations of one method count as one test.
   */
  List<Citation> citations() {
    if (above.isEmpty()) {
      return List.of(); // of no class
    }
    return numbers().stream()
        .map(number -> new Citation(number, testClass(), name(number)))
        .toList();
  }

  private Set<String> numbers() {
    Set<String> numbers = new LinkedHashSet<>();
    below.forEach(one -> numbers.addAll(Citation.numbersIn(one.getDisplayName())));
    above.forEach(one -> numbers.addAll(Citation.numbersIn(one.getDisplayName())));
    return numbers;
  }

  private String testClass() {
    return above.get(0).getSource().map(source -> ((ClassSource) source).getClassName()).orElse("");
  }

  private String name(String number) {
    TestIdentifier method = below.isEmpty() ? above.get(0) : below.get(below.size() - 1);
    return below.stream()
        .filter(one -> Citation.numbersIn(one.getDisplayName()).contains(number))
        .findFirst()
        .orElse(method)
        .getDisplayName();
  }
}
