package spooler.api.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R73: address types are compared exactly")
class AddressTypesTest {
  @Test
  void aTypeMatchesExactly() {
    AddressTypes types = AddressTypes.of("SMTP", "LAN");
    assertTrue(types.carries("LAN"));
    assertFalse(types.carries("lan"));
    assertFalse(types.carries("LAN2"));
  }

  @Test
  void aCatchAllTakesEveryTypeAndNoneTakesNone() {
    assertTrue(AddressTypes.all().carries("X400"));
    assertFalse(AddressTypes.none().carries("SMTP"));
    assertFalse(AddressTypes.none().carries(""));
  }
}
