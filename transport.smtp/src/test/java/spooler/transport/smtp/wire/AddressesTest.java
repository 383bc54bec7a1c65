package spooler.transport.smtp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private final InetAddress first = address("192.0.2.1");
  private final InetAddress second = address("192.0.2.2");
  private final InetAddress third = address("192.0.2.3");
  private final InetAddress six = address("2001:db8::1");
  private final InetAddress alsoSix = address("2001:db8::2");

  @Test
  @DisplayName("each connection begins with the next address, and goes on with those behind it")
  void eachInTurn() {
    List<InetAddress> all = List.of(first, second, third);
    assertEquals(List.of(first, second, third), Addresses.inTurn(all, 0));
    assertEquals(List.of(second, third, first), Addresses.inTurn(all, 1));
    assertEquals(List.of(third, first, second), Addresses.inTurn(all, 2));
    assertEquals(List.of(first, second, third), Addresses.inTurn(all, 3));
  }

  @Test
  @DisplayName("the kind of address that the system prefers comes first at every turn")
  void preferredKindFirst() {
    List<InetAddress> all = List.of(six, first, alsoSix, second);
    assertEquals(List.of(six, alsoSix, first, second), Addresses.inTurn(all, 0));
    assertEquals(List.of(alsoSix, six, first, second), Addresses.inTurn(all, 1));
  }

  @Test
  @DisplayName("a count that has run over still gives every address its turn")
  void turnsForEver() {
    List<InetAddress> all = List.of(first, second);
    assertEquals(List.of(second, first), Addresses.inTurn(all, Integer.MAX_VALUE));
    assertEquals(List.of(first, second), Addresses.inTurn(all, Integer.MIN_VALUE));
  }

  @Test
  @DisplayName("a name without an address is named, with what to do")
  void unknown() {
    IOException failed = assertThrows(IOException.class, () -> Addresses.of("nowhere.invalid"));
    assertTrue(String.valueOf(failed.getMessage()).contains("\"nowhere.invalid\" has no address"));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
