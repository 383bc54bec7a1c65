package spooler.inbox.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;

class LocalDomainsTest {
  private static final LocalDomains LOCAL = LocalDomains.parse("localhost, Example.ORG");

  @ParameterizedTest
  @ValueSource(strings = {"bob@localhost", "bob@LOCALHOST", "Bob@example.org", "\"a@b\"@localhost"})
  void anAddressInADomainOfTheListIsLocalInAnyCase(String address) {
    assertTrue(LOCAL.contain(Address.parse(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob@example.com",
        "bob@mail.example.org",
        "bob@xlocalhost",
        "localhost@example.com",
        "bob@",
        "LAN:bob@localhost"
      })
  void anyOtherAddressIsNot(String address) {
    assertFalse(LOCAL.contain(Address.parse(address)));
  }

  @Test
  void anAddressWithoutADomainIsNotLocal() {
    assertFalse(LOCAL.contain(Address.smtp("localhost")));
    assertFalse(LOCAL.contain(Address.smtp("@localhost")));
  }

  @Test
  void anEmptyListHasNone() {
    assertEquals(Set.of(), LocalDomains.parse(" ").names());
    assertEquals(Set.of("a.b"), LocalDomains.parse("a.b,").names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob@localhost", "a b", "a;b", ".org", "example.org."})
  void whatIsNoDomainIsRefusedByItsKey(String text) {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> LocalDomains.parse("localhost," + text))
                .getMessage());
    assertTrue(message.startsWith("inbox.maildir: localDomains: \"" + text + "\""), message);
  }
}
