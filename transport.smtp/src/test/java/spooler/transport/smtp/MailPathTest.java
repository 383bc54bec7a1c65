package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;

/** RFC 5321, 4.1.2: what may stand between the angle brackets. */
class MailPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob@example.org",
        "bob.smith+tag=x@mail.example.org",
        "o'neil@example.org",
        "a..b.@example.org", // not by the letter, but such mailboxes exist
        "bob@under_score.example.org",
        "bob@localhost",
        "bob@[192.0.2.1]",
        "bob@[IPv6:2001:db8::1]",
        "\"bob smith\"@example.org",
        "\"bob@home\"@example.org",
        "\"a>b<c\"@example.org",
        "\"say \\\"hi\\\"\"@example.org",
        "\"\"@example.org",
        "postmaster",
        "Postmaster"
      })
  void mailboxesPass(String address) throws BadPathException {
    MailPath path = MailPath.of(Address.smtp(address));
    assertEquals("<" + address + ">", path.toString());
    assertFalse(path.international());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob",
        "@example.org",
        "bob@",
        "bob smith@example.org",
        "bob@example.org> SIZE=1",
        "bob@example.org>",
        "<bob@example.org>",
        "bob@exam ple.org",
        "bob@example.org ",
        " bob@example.org",
        "bob,ann@example.org",
        "bob@one@example.org",
        "@relay.example.org:bob@example.org",
        "bob(work)@example.org",
        "bob\\@example.org",
        "\"bob@example.org",
        "\"bob\\\"@example.org",
        "\"bob\"smith\"@example.org",
        "\"bob\"x@example.org",
        "\"@example.org",
        "bob@[192.0.2.1",
        "bob@[]",
        "bob@[1]2]",
        "bob@[a b]",
        "bob@exa\u00a0mple.org", // a blank all the same
        "bob@exa\u2003mple.org"
      })
  void whatCouldEndAPathEarlyIsRefused(String address) {
    BadPathException refused =
        assertThrows(BadPathException.class, () -> MailPath.of(Address.smtp(address)));
    assertTrue(refused.problem().contains("name@domain"), refused.problem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"j\u00fcrgen@example.org", "bob@b\u00fccher.example", "\ud83d\ude00@example.org"})
  void addressesBeyondAsciiNeedSmtpUtf8(String address) throws BadPathException {
    assertTrue(MailPath.of(Address.smtp(address)).international());
  }

  @Test
  void nobodyIsTheNullReversePath() throws BadPathException {
    assertEquals("<>", MailPath.of(null).toString());
  }

  @Test
  void anAddressOfAnotherTypeIsNoPath() {
    assertThrows(BadPathException.class, () -> MailPath.of(new Address("LAN", "bob@host")));
  }
}
