package spooler.api.mapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HResultTest {
  @Test
  void aCancelledMessageIsAWarningAndNoFailure() {
    assertFalse(HResult.MAPI_W_CANCEL_MESSAGE.isFailure());
    assertFalse(HResult.S_OK.isFailure());
    assertFalse(HResult.S_FALSE.isFailure());
  }

  @Test
  void theSignBitMakesAFailure() {
    assertTrue(HResult.MAPI_E_CANCEL.isFailure());
    assertTrue(new HResult(0x80000000).isFailure());
  }

  @Test
  void aCodeWithoutANameIsShownByNumber() {
    assertEquals("0x80040999", new HResult(0x80040999).name());
    assertEquals("MAPI_E_BUSY", new HResult(0x8004010B).toString());
  }

  @Test
  void anExceptionKeepsItsCodeAndItsWords() {
    MapiException refused = new MapiException(HResult.MAPI_E_BUSY, "another flush runs");
    assertEquals(HResult.MAPI_E_BUSY, refused.hresult());
    assertEquals("another flush runs", refused.getMessage());
  }
}
