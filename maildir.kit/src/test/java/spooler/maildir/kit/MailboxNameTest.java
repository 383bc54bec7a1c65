package spooler.maildir.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;

class MailboxNameTest {
  @ParameterizedTest
  @CsvSource({
    "bob@example.org, bob@example.org",
    "Bob.Smith+tag@EXAMPLE.org, bob.smith+tag@example.org",
    "LAN:Printer, lan=printer",
    "../../etc/passwd@x, %2e.%2f..%2fetc%2fpasswd@x",
    "a\\b@c, a%5cb@c",
    ".hidden@x, %2ehidden@x",
    "bob@example., bob@example%2e",
    "100%25@x, 100%2525@x",
    "jörg@x, j%c3%b6rg@x",
    "~root@x, %7eroot@x",
  })
  void aNameIsSafeAndStillReadable(String address, String name) throws IOException {
    assertEquals(name, MailboxName.of(Address.parse(address)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CON", "nul", "com1", "LPT9.txt", "aux.x@y", ".", "..", "/", "\\", " "})
  void noNameIsADeviceOrLeadsOutOfTheFolder(String value) throws IOException {
    String name = MailboxName.of(new Address("SMTP", value.isBlank() ? "a" + value : value));
    Path base = Path.of("/var/mail");
    assertEquals(base, base.resolve(name).normalize().getParent());
    assertTrue(name.matches("[a-z0-9@_+%-]([a-z0-9@_+%.-]*[a-z0-9@_+%-])?"), name);
    assertTrue(!name.matches("(con|nul|aux|com1|lpt9)(\\..*)?"), name);
  }

  @Test
  void addressesThatDifferInMoreThanCaseHaveTwoFolders() throws IOException {
    assertNotEquals(name("a/b@c"), name("a%2fb@c"));
    assertNotEquals(name("lan:a@b"), MailboxName.of(new Address("LAN", "a@b")));
    assertNotEquals(name("lan=a@b"), MailboxName.of(new Address("LAN", "a@b")));
    assertNotEquals(name("con"), name("%63on"));
    assertNotEquals(name("a@b"), name("a@b."));
    assertEquals(name("jo\u0308rg@x"), name("J\u00d6RG@X"));
  }

  @Test
  void aNameTooLongForAFolderIsRefusedInPlainWords() throws IOException {
    String longest = "a@" + "x".repeat(253);
    assertEquals(255, name(longest).length());
    String message =
        Objects.requireNonNull(
            assertThrows(IOException.class, () -> name(longest + "x")).getMessage());
    assertTrue(message.contains("256") && message.contains("255"), message);
    assertTrue(message.length() < 200, message);
    assertThrows(IOException.class, () -> name("\u00f6".repeat(50) + "@x"));
  }

  private static String name(String smtp) throws IOException {
    return MailboxName.of(Address.smtp(smtp));
  }
}
