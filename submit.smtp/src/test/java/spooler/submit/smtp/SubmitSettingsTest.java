package spooler.submit.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitSettingsTest {
  private static SubmitSettings of(String key, Object value) {
    return SubmitSettings.of(Configs.of(Map.of(key, value)), Path.of("/home"));
  }

  @Test
  void withoutAWordItListensOnLoopbackOnly() {
    SubmitSettings settings = of("port", 2525);
    assertTrue(settings.address().getAddress().isLoopbackAddress());
    assertEquals(2525, settings.address().getPort());
    assertEquals(Path.of("/home/var/drop"), settings.drop().orElseThrow());
    assertFalse(settings.access().guarded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void offLoopbackItNeedsACertificateAndUsers(String address) {
    String message = refusal("address", address);
    assertTrue(message.contains("certificateFile") && message.contains("usersFile"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0/0", "::/0", "8.0.0.0/8", "10.0.0.0/7", "203.0.113.0/23", "2001:db8::/32"})
  void anOpenRelayIsRefused(String network) {
    String message = refusal("permittedNetworks", "127.0.0.0/8, " + network);
    assertTrue(message.contains(network) && message.contains("open relay"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/8",
        "192.168.7.0/24",
        "203.0.113.0/24",
        "198.51.100.7",
        "fd00::/8",
        "2001:db8::/48"
      })
  void ownNetworksMayBePermitted(String network) {
    of("permittedNetworks", network);
  }

  @ParameterizedTest
  @CsvSource({
    "port, 70000",
    "idleSeconds, 0",
    "maxErrors, 0",
    "maxMessageMiB, 0",
    "bareLineEnds, maybe",
    "permittedNetworks, example.org",
    "permittedNetworks, 10.0.0.0/33",
    "hostName, a b",
    "certificateFile, etc/cert.pem",
    "maxRecipients, 99",
    "maxConnections, 0"
  })
  void aWrongValueIsNamedWithItsKey(String key, String value) {
    Object typed = value.matches("[0-9]+") ? (Object) Integer.valueOf(value) : value;
    String message = refusal(key, typed);
    assertTrue(message.contains(" = \"") && message.contains(": "), message);
    assertEquals(1, message.lines().count());
  }

  private static String refusal(String key, Object value) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> of(key, value)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "192.168.1.128/25, 192.168.1.127, false",
    "192.168.1.128/25, 192.168.1.129, true",
    "::1, ::1, true",
    "::/0, 127.0.0.1, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "1.2.3.4, 1.2.3.5, false"
  })
  void aNetworkHasItsAddresses(String network, String address, boolean inside) throws Exception {
    assertEquals(inside, Network.of(network).contains(InetAddress.getAllByName(address)[0]));
  }
}
