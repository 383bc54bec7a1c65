package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class SharedPackagesTest {
  @Test
  void theSpoolersPackagesAreSharedInTheVersionTheirJarStates() throws IOException {
    String shared = SharedPackages.from(getClass().getClassLoader());

    assertTrue(shared.matches(".*\\bspooler\\.api\\.status;version=\"1\\.[0-9.]+\".*"), shared);
  }

  @Test
  void usesDirectivesAreLeftOutAndOtherAttributesStay() {
    assertEquals(
        "a;version=\"1.0.0\",b;version=\"2.0.0\";x=\"y;z\"",
        SharedPackages.withoutUses(
            "a;version=\"1.0.0\";uses:=\"b,c\",b;uses:=a;version=\"2.0.0\";x=\"y;z\""));
  }

  @Test
  void aClassPathWithoutTheSpoolersTypesIsRefused() throws IOException {
    try (URLClassLoader empty =
        new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
      assertThrows(IOException.class, () -> SharedPackages.from(empty));
    }
  }
}
