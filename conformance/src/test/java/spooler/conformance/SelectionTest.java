package spooler.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void withoutAnOptionAllTestsRan() {
    assertEquals(Optional.empty(), option("user.dir", "/"));
  }

  @Test
  void anOptionThatSkipsIsNamedAsItIsTyped() {
    assertEquals(Optional.of("-DskipTests"), option("skipTests", ""));
    assertEquals(Optional.of("-DskipITs"), option("skipITs", "true"));
    assertEquals(Optional.empty(), option("skipTests", "false"));
  }

  @Test
  void anOptionThatChoosesIsNamedWithItsValue() {
    assertEquals(Optional.of("-Dtest=A*Test"), option("test", "A*Test"));
    assertEquals(Optional.of("-Dit.test=KillIT"), option("it.test", "KillIT"));
  }

  private static Optional<String> option(String name, String value) {
    Properties properties = new Properties();
    properties.setProperty(name, value);
    return Selection.option(properties);
  }
}
