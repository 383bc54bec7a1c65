package spooler.api.mapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SpiVersionTest {
  @Test
  @DisplayName("R88: CURRENT_SPI_VERSION")
  void isTheOneOfTheHeaders() {
    assertEquals(65_552, SpiVersion.CURRENT);
  }
}
