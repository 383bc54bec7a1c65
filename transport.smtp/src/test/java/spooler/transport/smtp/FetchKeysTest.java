package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.transport.TransportProvider;
import spooler.transport.smtp.auth.SignInSettings;
import spooler.transport.smtp.fetch.FetchSettings;

/** The keys that say what is fetched. */
final class FetchKeysTest {
  private static final Map<String, Object> MAILBOX =
      Map.of(
          "fetch",
          "imaps://mail.example.org",
          "fetchTo",
          "me@localhost",
          "username",
          "me",
          ".password",
          "secret");

  private static FetchSettings read(Map<String, Object> configured) {
    return Objects.requireNonNull(
        Setup.of(Configs.of(configured), Path.of("/home")).fetching(), "fetching");
  }

  @ParameterizedTest
  @CsvSource({
    "imaps://mail.example.org,              imaps://mail.example.org/INBOX,     IMPLICIT",
    "IMAP://mail.example.org/a%20b,         imap://mail.example.org/a b,        REQUIRED",
    "imap://localhost:1143/x,               imap://localhost:1143/x,            NONE",
    "pop3s://[2001:db8::1],                 pop3s://[2001:db8::1],              IMPLICIT",
    "pop3://mail.example.org:1110,          pop3://mail.example.org:1110,       REQUIRED",
  })
  void mailboxesAreEncryptedUnlessTheyAreOnThisComputer(String text, String read, String mode) {
    FetchSettings settings = read(Configs.with(MAILBOX, "fetch", text));
    assertEquals(read, settings.source().toString());
    assertEquals(mode, settings.tls().mode().name());
  }

  @Test
  void whoeverSignsInToTheRelayFetchesUnlessSomebodyElseDoes() {
    SignInSettings same = read(MAILBOX).signIn();
    assertEquals("me", same == null ? "" : same.username());
    Map<String, Object> other = Configs.with(MAILBOX, "fetchUsername", "other");
    SignInSettings another = read(Configs.with(other, ".fetchPassword", "another")).signIn();
    assertEquals("other", another == null ? "" : another.username());
  }

  @ParameterizedTest
  @CsvSource({
    "username,      me, username = \"me\": there is no password for it; give .fetchPassword",
    "fetchUsername, me, fetchUsername = \"me\": there is no password for it; give .fetchPassword",
    ".password,      x, fetchUsername = \"\": say who signs in",
    ".fetchPassword, x, fetchUsername = \"\": say who signs in",
  })
  void whatIsMissingToSignInIsNamedByTheKeyOfFetching(String key, String value, String said) {
    Map<String, Object> configured = new HashMap<>(MAILBOX);
    configured.keySet().removeAll(Set.of("username", ".password"));
    configured.put(key, value);
    String problem = Offer.of(Configs.of(configured), configured, Path.of("")).problem();
    assertTrue(problem.startsWith(said), problem);
  }

  @Test
  void withoutAHostItCarriesNoAddressType() {
    Offer offer = Offer.of(Configs.of(MAILBOX), MAILBOX, Path.of("/home"));
    assertEquals("", offer.problem());
    assertEquals(
        List.of(),
        List.of(
            (Object[])
                Objects.requireNonNull(offer.properties().get(TransportProvider.ADDRESS_TYPES))));
    assertNull(Setup.of(Configs.of(MAILBOX), Path.of("/home")).sending());
    assertEquals(Path.of("/home/var/fetch"), read(MAILBOX).folder());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fetch                   | mail.example.org          | write it like imaps://",
        "fetch                   | imaps://me@mail.example   | give it as fetchUsername",
        "fetch                   | http://mail.example.org   | begin with one of imap://",
        "fetch                   | pop3://mail.example.org/x | POP3 has no folders",
        "fetch                   | imap://mail.example:99999 | a port is 1 to 65535",
        "fetch                   | etrn://mail.example.org   | name the domain",
        "fetch                   | imap://mail.example/%zz   | a percent sign",
        "fetchTo                 | ''                        | say whose local mailbox",
        "fetchTls                | none                      | leave it out",
        "fetchMaxMiB             | -1                        | use 0 (no limit) or more",
        "fetchPollSeconds        | 100000                    | use 0 (never) to 86400",
        "fetchPollSeconds        | often                     | cannot be read",
        "spooler.transport.lanes | 2                         | has one lane",
      })
  void aWrongValueIsNamedTogetherWithWhatToWriteInstead(String key, String value, String said) {
    Map<String, Object> configured = new HashMap<>(MAILBOX);
    configured.put("host", "mail.example.org");
    configured.put(key, value);
    String problem = Offer.of(Configs.of(configured), configured, Path.of("")).problem();
    assertTrue(problem.contains(key), problem);
    assertTrue(problem.contains(said), problem);
  }
}
