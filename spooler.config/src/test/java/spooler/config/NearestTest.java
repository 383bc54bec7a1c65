package spooler.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KEYS =
      List.of("host", "port", ".password", "passwordFile", "service.ranking");

  @ParameterizedTest
  @CsvSource({
    "prot,port",
    "PORT,port",
    "hosts,host",
    "password,.password",
    "servce.ranking,service.ranking"
  })
  void itIsTheOneWithTheFewestLettersChanged(String written, String meant) {
    assertEquals(Optional.of(meant), Nearest.to(written, KEYS));
  }

  @Test
  void nothingIsGuessedForAWordThatIsNearNone() {
    assertEquals(Optional.empty(), Nearest.to("certificate", KEYS));
  }
}
