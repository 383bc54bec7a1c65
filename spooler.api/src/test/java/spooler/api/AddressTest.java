package spooler.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @Test
  void anInternetAddressNeedsNoType() {
    assertEquals(new Address("SMTP", "bob@example.org"), Address.parse("bob@example.org"));
    assertEquals("bob@example.org", Address.smtp("bob@example.org").toString());
  }

  @Test
  void anyOtherTypeStandsInFront() {
    assertEquals(new Address("LAN", "printer"), Address.parse("LAN:printer"));
    assertEquals("LAN:printer", new Address("LAN", "printer").toString());
  }

  @Test
  void aColonInALocalPartIsNoType() {
    assertEquals(Address.smtp("a:b@example.org"), Address.parse("a:b@example.org"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob@example.org\nDATA",
        "bob@example.org\r",
        "bob\u0085@example.org",
        "bob\u2028@example.org",
        "bob\u2029@example.org"
      })
  void aLineBreakIsRefusedOnOneLine(String text) {
    String message = refusal(() -> Address.parse(text));
    assertTrue(message.contains("a line break"), message);
  }

  @Test
  void otherControlCharactersAreRefusedWithTheirPlace() {
    assertTrue(refusal(() -> Address.parse("a\tb@c")).contains("a tab at position 2"));
    assertTrue(
        refusal(() -> Address.parse("ab\0@c")).contains("a control character at position 3"));
  }

  @Test
  void halfACharacterIsRefusedAsNoProtocolCouldWriteIt() {
    assertTrue(refusal(() -> Address.parse("a\ud83d@c")).contains("half a character"));
    assertEquals("\ud83d\ude00@c", Address.parse("\ud83d\ude00@c").value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "LAN:", "LAN:  "})
  void anEmptyAddressIsRefusedWithAnExample(String text) {
    String message = refusal(() -> Address.parse(text));
    assertTrue(message.contains("is empty") && message.contains("bob@example.org"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "@example.org", "lan:bob"})
  void wordsThatAreNoAddressAreRefusedWithTheForm(String text) {
    String message = refusal(() -> Address.parse(text));
    assertTrue(message.contains("name@domain"), message);
  }

  @Test
  void aLongAddressIsRefusedWithTheLimit() {
    String message = refusal(() -> Address.smtp("b@" + "x".repeat(Address.MAX_LENGTH)));
    assertTrue(message.contains("1026") && message.contains("1024"), message);
    assertEquals(Address.MAX_LENGTH, Address.smtp("b@" + "x".repeat(1022)).value().length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "smtp", "X 400", "LÄN", "A\nB"})
  void aBadTypeIsRefusedWithTheRule(String type) {
    String message = refusal(() -> new Address(type, "bob"));
    assertTrue(message.contains("capital letters and digits"), message);
  }

  @Test
  void aLongTypeIsRefusedShortly() {
    String message = refusal(() -> new Address("A".repeat(100_000), "bob"));
    assertTrue(message.contains("32"), message);
  }

  /** The message of the refusal: one short line, whatever came in. */
  private static String refusal(Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(
        message != null && !message.matches("(?s).*[\\p{Cntrl}\u0085\u2028\u2029].*"), message);
    assertTrue(message != null && message.length() < 300, () -> "too long: " + message);
    return message == null ? "" : message;
  }
}
