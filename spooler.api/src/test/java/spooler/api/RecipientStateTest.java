package spooler.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecipientStateTest {
  @Test
  void sentFailedCancelledAndExpiredAreFinal() {
    assertEquals(
        EnumSet.of(
            RecipientState.SENT,
            RecipientState.FAILED,
            RecipientState.CANCELLED,
            RecipientState.EXPIRED),
        Arrays.stream(RecipientState.values())
            .filter(RecipientState::isFinal)
            .collect(Collectors.toSet()));
  }
}
