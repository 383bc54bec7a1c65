package spooler.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Records which requirements the tests of one run show. JUnit finds it by itself wherever its jar
 * is; it writes to the file that system property {@value #RECORD} names, and without one, or when
 * only some tests were asked for, it writes nothing.
 *
 * <p><b>Threads:</b> any, as tests may run in parallel. <br>
 * <b>Failure:</b> what lies below a container that failed counts as failed, too.
 */
public final class ConformanceListener implements TestExecutionListener {
  /** System property: where to. */
  static final String RECORD = "spooler.conformance.record";

  private final Optional<Path> record;
  private final ConcurrentMap<Citation, Result> results = new ConcurrentHashMap<>();
  private volatile @Nullable TestPlan plan;

  /** As JUnit makes it. */
  public ConformanceListener() {
    this(
        Optional.ofNullable(System.getProperty(RECORD))
            .filter(file -> Selection.option(System.getProperties()).isEmpty())
            .map(Path::of));
  }

  ConformanceListener(Optional<Path> record) {
    this.record = record;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = started;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    noteAll(test, Result.SKIPPED);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (test.isTest()) {
          noteAll(test, Result.PASSED);
        }
      }
      case ABORTED -> noteAll(test, Result.SKIPPED);
      case FAILED -> noteAll(test, Result.FAILED);
    }
  }

  /** Notes it for a test, or for everything below a container. */
  private void noteAll(TestIdentifier node, Result result) {
    TestPlan running = plan;
    if (running == null) {
      return;
    }
    leaves(running, node)
        .flatMap(leaf -> new TestPath(running, leaf).citations().stream())
        .forEach(citation -> results.merge(citation, result, Result::and));
  }

  private static Stream<TestIdentifier> leaves(TestPlan plan, TestIdentifier node) {
    Set<TestIdentifier> children = plan.getChildren(node);
    return children.isEmpty()
        ? Stream.of(node)
        : children.stream().flatMap(child -> leaves(plan, child));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan finished) {
    record.ifPresent(this::write);
  }

  private void write(Path file) {
    List<Evidence> evidence = new ArrayList<>();
    results.forEach((citation, result) -> evidence.add(new Evidence(citation, result)));
    try {
      EvidenceRecord.write(file, evidence);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
