package spooler.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 35, 36, 1_000_000_000_000L, Long.MAX_VALUE})
  void theTextReadsBackAsTheSameId(long value) {
    MessageId id = new MessageId(value);
    assertEquals(13, id.toString().length());
    assertEquals(id, MessageId.parse(id.toString()));
  }

  @Test
  void textsSortAsTheIdsDo() {
    List<MessageId> ids =
        List.of(
            new MessageId(1), new MessageId(36), new MessageId(37), new MessageId(Long.MAX_VALUE));
    assertEquals(ids, ids.stream().sorted().toList());
    assertEquals(
        ids.stream().map(MessageId::toString).toList(),
        ids.stream().map(MessageId::toString).sorted().toList());
  }

  @Test
  void noIdIsZeroOrLess() {
    assertThrows(IllegalArgumentException.class, () -> new MessageId(0));
    assertThrows(IllegalArgumentException.class, () -> new MessageId(-1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "0000000000000",
        "-000000000001",
        "+000000000001",
        "zzzzzzzzzzzzz",
        "000000000000!",
        "00000000000\n1",
        "\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661"
      })
  void anythingElseIsRefusedOnOneLineWithTheForm(String text) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> MessageId.parse(text)).getMessage());
    assertTrue(message.contains("is no message id") && message.contains("13"), message);
    assertTrue(message.lines().count() == 1, message);
  }

  @Test
  void aLongTextIsRefusedShortly() {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> MessageId.parse("x".repeat(100_000)))
                .getMessage());
    assertTrue(message.length() < 300, "too long");
  }
}
