package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BundleChangesTest {
  @Test
  void aNewFileIsInstalled() {
    assertEquals(
        new BundleChanges(Set.of("bundles/a.jar"), Set.of(), Set.of()),
        BundleChanges.between(Set.of(), Map.of(), Map.of("bundles/a.jar", "1")));
  }

  @Test
  void aFileWithAnotherChecksumIsUpdated() {
    assertEquals(
        new BundleChanges(Set.of(), Set.of("bundles/a.jar"), Set.of()),
        BundleChanges.between(
            Set.of("bundles/a.jar"), Map.of("bundles/a.jar", "1"), Map.of("bundles/a.jar", "2")));
  }

  @Test
  void aFileThatNobodyRemembersIsUpdated() {
    assertEquals(
        new BundleChanges(Set.of(), Set.of("bundles/a.jar"), Set.of()),
        BundleChanges.between(Set.of("bundles/a.jar"), Map.of(), Map.of("bundles/a.jar", "1")));
  }

  @Test
  void aFileThatIsGoneIsUninstalled() {
    assertEquals(
        new BundleChanges(Set.of(), Set.of(), Set.of("bundles/a.jar")),
        BundleChanges.between(Set.of("bundles/a.jar"), Map.of("bundles/a.jar", "1"), Map.of()));
  }

  @Test
  void aFileThatIsAsItWasIsLeftAlone() {
    assertEquals(
        new BundleChanges(Set.of(), Set.of(), Set.of()),
        BundleChanges.between(
            Set.of("bundles/a.jar"), Map.of("bundles/a.jar", "1"), Map.of("bundles/a.jar", "1")));
  }
}
