package spooler.api.mapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PropertyTagTest {
  @Test
  void aValueOfThePropertysTypeIsTaken() throws MapiException {
    assertEquals("smtp", PropertyTag.DISPLAY_NAME.cast("smtp"));
    assertEquals(
        Set.of(StatusCode.OFFLINE), PropertyTag.STATUS_CODE.cast(Set.of(StatusCode.OFFLINE)));
  }

  @Test
  void aValueOfAnotherTypeIsRefusedByName() {
    MapiException refused =
        assertThrows(MapiException.class, () -> PropertyTag.DISPLAY_NAME.cast(7));
    assertEquals(HResult.MAPI_E_INVALID_PARAMETER, refused.hresult());
    assertTrue(refused.getMessage().contains("PR_DISPLAY_NAME"), refused.getMessage());
  }
}
