package spooler.api.mapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FlagsTest {
  @Test
  void aWordBecomesItsFlagsAndBack() throws MapiException {
    Set<FlushFlag> flags = Flags.of(FlushFlag.class, 0x12);
    assertEquals(EnumSet.of(FlushFlag.UPLOAD, FlushFlag.NO_UI), flags);
    assertEquals(0x12, Flags.word(flags));
  }

  @Test
  void noFlagIsNoBit() throws MapiException {
    assertEquals(Set.of(), Flags.of(FlushFlag.class, 0));
    assertEquals(0, Flags.word(Set.<FlushFlag>of()));
  }

  @Test
  @DisplayName("R9: unknown bits are refused with MAPI_E_UNKNOWN_FLAGS, and named")
  void unknownBitsAreRefused() {
    MapiException refused =
        assertThrows(MapiException.class, () -> Flags.of(FlushFlag.class, 0x2 | 0x1 | 0x100));
    assertEquals(HResult.MAPI_E_UNKNOWN_FLAGS, refused.hresult());
    assertTrue(refused.getMessage().contains("0x00000101"), refused.getMessage());
    assertTrue(refused.getMessage().contains("FlushFlag"), refused.getMessage());
  }

  @Test
  void theHighestBitIsAFlagLikeAnyOther() throws MapiException {
    assertEquals(
        Set.of(TransportNotification.CANCEL_MESSAGE),
        Flags.of(TransportNotification.class, 0x80000000));
  }

  @Test
  void aConstantWithoutABitIsNeverFoundInAWord() throws MapiException {
    assertEquals(Set.of(), Flags.of(EndResult.class, 0));
    assertEquals(Set.of(EndResult.RESEND_NOW), Flags.of(EndResult.class, 0x10000));
  }
}
