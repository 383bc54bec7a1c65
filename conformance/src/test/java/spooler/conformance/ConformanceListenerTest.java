package spooler.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests in {@link Samples} as JUnit runs any, and looks at what was recorded. */
class ConformanceListenerTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  private Path folder;

  @Test
  void aTestShowsWhatItsOwnNameCites() throws IOException {
    assertEquals(
        List.of(
            "R1 Plain: R1 R2: two at once PASSED",
            "R2 Plain: R1 R2: two at once PASSED",
            "R3 Plain: R3: on a bad day FAILED",
            "R4 Plain: R4: not here SKIPPED",
            "R5 Plain: R5: not yet SKIPPED"),
        shownBy(Samples.Plain.class));
  }

  @Test
  void aTestShowsWhatTheClassesAroundItCite() throws IOException {
    assertEquals(
        List.of(
            "R1 Around: plainName() PASSED",
            "R1 Around$Inside: R3: with a name PASSED",
            "R2 Around$Inside: R3: with a name PASSED",
            "R3 Around$Inside: R3: with a name PASSED"),
        shownBy(Samples.Around.class));
  }

  @Test
  void theInvocationsOfAMethodCountAsOneUnlessTheyCiteThemselves() throws IOException {
    assertEquals(
        List.of(
            "R1 Repeated: R1: for each FAILED",
            "R2 Repeated: R2: made as it runs PASSED",
            "R3 Repeated: first R3 PASSED",
            "R4 Repeated: second R4 PASSED"),
        shownBy(Samples.Repeated.class));
  }

  @Test
  void whatLiesBelowAFailedContainerFailedToo() throws IOException {
    assertEquals(
        List.of(
            "R1 FailsBefore: R1: never begun FAILED",
            "R2 FailsBefore: R2: neither are these FAILED"),
        shownBy(Samples.FailsBefore.class));
    assertEquals(
        List.of("R1 FailsAfter: R1: passed in vain FAILED"), shownBy(Samples.FailsAfter.class));
  }

  @Test
  void aContractIsShownByTheClassThatKeepsIt() throws IOException {
    assertEquals(List.of("R1 Keeper: R1: as promised PASSED"), shownBy(Samples.Keeper.class));
  }

  @Test
  void aDisabledClassIsSkippedAsAWhole() throws IOException {
    assertEquals(List.of("R1 Switched: one() SKIPPED"), shownBy(Samples.Switched.class));
  }

  @Test
  void testsThatCiteNothingMakeAnEmptyRecord() throws IOException {
    assertEquals(List.of(), shownBy(Samples.Silent.class));
  }

  @Test
  void withoutAPlaceForItNothingIsWritten() throws IOException {
    run(new ConformanceListener(Optional.empty()), Samples.Plain.class);
    try (var files = Files.list(folder)) {
      assertFalse(files.findAny().isPresent());
    }
  }

  private List<String> shownBy(Class<?> tests) throws IOException {
    Path record = folder.resolve("conformance/record.tsv");
    run(new ConformanceListener(Optional.of(record)), tests);
    return Files.readAllLines(record).stream()
        .map(Evidence::parse)
        .map(ConformanceListenerTest::words)
        .toList();
  }

  private static String words(Evidence one) {
    Citation citation = one.citation();
    return "%s %s: %s %s"
        .formatted(
            citation.requirement(),
            citation.testClass().replace(Samples.class.getName() + "$", ""),
            citation.test(),
            one.result());
  }

  /** Only this listener: the one of the run around it must not take these for its own. */
  private static void run(ConformanceListener listener, Class<?> tests) {
    Launcher launcher =
        LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build());
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(), listener);
  }
}
