package spooler.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;

class StatusRowUpdateTest {
  @Test
  void theLastWordOnABitCounts() {
    StatusRowUpdate update =
        StatusRowUpdate.update()
            .raise(StatusCode.AVAILABLE, StatusCode.OUTBOUND_FLUSH)
            .clear(StatusCode.OUTBOUND_FLUSH);
    assertEquals(Set.of(StatusCode.AVAILABLE), update.raised());
    assertEquals(Set.of(StatusCode.OUTBOUND_FLUSH), update.cleared());
    StatusRowUpdate again = update.raise(StatusCode.OUTBOUND_FLUSH);
    assertEquals(Set.of(StatusCode.AVAILABLE, StatusCode.OUTBOUND_FLUSH), again.raised());
    assertEquals(Set.of(), again.cleared());
  }

  @Test
  void eachStepIsANewValue() {
    StatusRowUpdate empty = StatusRowUpdate.update();
    StatusRowUpdate texted = empty.text("idle");
    assertTrue(empty.isEmpty());
    assertFalse(texted.isEmpty());
    assertEquals(Map.of(PropertyTag.STATUS_STRING, "idle"), texted.columns());
  }

  @Test
  void creatingAndMergingAreTold() {
    assertTrue(StatusRowUpdate.create().creates());
    assertFalse(StatusRowUpdate.update().creates());
    assertTrue(StatusRowUpdate.create().isEmpty());
  }
}
