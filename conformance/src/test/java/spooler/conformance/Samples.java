package spooler.conformance;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of every shape, that pass, fail and are left out. Run by the listener's test only. */
final class Samples {
  private Samples() {}

  static final class Plain {
    @Test
    @DisplayName("R1 R2: two at once")
    void passes() {}

    @Test
    @DisplayName("R3: on a bad day")
    void fails() {
      fail("on purpose");
    }

    @Test
    @DisplayName("R4: not here")
    void isAborted() {
      assumeTrue(false, "on purpose");
    }

    @Test
    @Disabled("on purpose")
    @DisplayName("R5: not yet")
    void isDisabled() {}

    @Test
    void citesNothing() {}
  }

  @DisplayName("R1: around all")
  static final class Around {
    @Test
    void plainName() {}

    @Nested
    @DisplayName("R2: inside")
    final class Inside {
      @Test
      @DisplayName("R3: with a name")
      void named() {}
    }
  }

  static final class Repeated {
    @ParameterizedTest
    @DisplayName("R1: for each")
    @ValueSource(ints = {1, 2, 3})
    void forEach(int number) {
      assertNotEquals(2, number);
    }

    @TestFactory
    @DisplayName("R2: made as it runs")
    Stream<DynamicTest> dynamic() {
      return Stream.of(dynamicTest("first R3", () -> {}), dynamicTest("second R4", () -> {}));
    }
  }

  static final class FailsBefore {
    @BeforeAll
    static void fails() {
      fail("on purpose");
    }

    @Test
    @DisplayName("R1: never begun")
    void never() {}

    @ParameterizedTest
    @DisplayName("R2: neither are these")
    @ValueSource(ints = {1, 2})
    void neither(int number) {}
  }

  static final class FailsAfter {
    @AfterAll
    static void fails() {
      fail("on purpose");
    }

    @Test
    @DisplayName("R1: passed in vain")
    void passes() {}
  }

  /** A contract as the test kit has them. */
  interface Contract {
    @Test
    @DisplayName("R1: as promised")
    default void promise() {}
  }

  static final class Keeper implements Contract {}

  @Disabled("on purpose")
  @DisplayName("R1: switched off")
  static final class Switched {
    @Test
    void one() {}
  }

  static final class Silent {
    @Test
    void says() {}
  }
}
