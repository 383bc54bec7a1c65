package spooler.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Recipient BOB = Recipient.to("bob@example.org");

  @Test
  void aMessageWithoutRecipientsIsRefused() {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Envelope.from(null).build())
                .getMessage());
    assertTrue(message.contains("no recipient") && message.contains("at least one"), message);
  }

  @Test
  void tooManyRecipientsAreRefusedWithTheLimit() {
    List<Recipient> many = Collections.nCopies(Envelope.MAX_RECIPIENTS + 1, BOB);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Envelope.from(null).to(many).build())
                .getMessage());
    assertTrue(message.contains("10001") && message.contains("10000"), message);
    assertEquals(
        Envelope.MAX_RECIPIENTS,
        Envelope.from(null).to(many.subList(1, many.size())).build().recipients().size());
  }

  @Test
  void reportsAreAsTheHeadersHaveItUnlessSaid() {
    Envelope envelope = Envelope.from(null).to(BOB).build();
    assertNull(envelope.sender());
    assertEquals(Priority.NORMAL, envelope.priority());
    assertFalse(envelope.deliveryReport());
    assertTrue(envelope.nonDeliveryReport());
  }

  @Test
  void nobodyCanChangeTheRecipientsAfterwards() {
    List<Recipient> given = new ArrayList<>(List.of(BOB));
    Envelope envelope = Envelope.from(null).to(given).build();
    given.clear();
    assertEquals(List.of(BOB), envelope.recipients());
    assertThrows(UnsupportedOperationException.class, () -> envelope.recipients().clear());
  }
}
