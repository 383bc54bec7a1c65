package spooler.transport.lan;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import spooler.api.Address;
import spooler.maildir.kit.MailboxName;

/**
 * Which addresses are mailboxes of a post office, and what their folders are called.
 *
 * <p>{@code LAN:bob} and, where {@code office.example} is a domain of it, {@code
 * bob@office.example} are the mailbox {@code bob}. {@link MailboxName} states what becomes of upper
 * and lower case, Unicode and forbidden characters.
 *
 * @param domains in lower case
 */
record Addressing(Set<String> domains) {
  /** The address type of post offices. */
  static final String LAN = "LAN";

  private static final Pattern DOMAIN = Pattern.compile("[^\\s@,;:/.]+(\\.[^\\s@,;:/.]+)*");

  /**
   * Reads domains that are separated by commas; none where there is nothing.
   *
   * @throws IllegalArgumentException when one is no domain
   */
  static Addressing of(String domains) {
    return new Addressing(
        Arrays.stream(domains.split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(Addressing::domain)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static String domain(String text) {
    if (!DOMAIN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "domains: \"%s\" is no domain: write e.g. office.example".formatted(text));
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** Address types with mailboxes here. */
  String[] types() {
    return domains.isEmpty() ? new String[] {LAN} : new String[] {LAN, Address.SMTP};
  }

  /** The name of an address's mailbox, as its owner writes it; empty for one that is not here. */
  Optional<String> nameOf(Address address) {
    String value = address.value();
    int at = value.lastIndexOf('@');
    boolean inDomain = at > 0 && domains.contains(value.substring(at + 1).toLowerCase(Locale.ROOT));
    if (inDomain && (isLan(address) || address.type().equals(Address.SMTP))) {
      return Optional.of(value.substring(0, at));
    }
    return isLan(address) ? Optional.of(value) : Optional.empty();
  }

  private static boolean isLan(Address address) {
    return address.type().equals(LAN);
  }

  /**
   * The name of the folder of a mailbox.
   *
   * @throws IllegalArgumentException in plain words, when it is too long for one
   */
  static String folder(String name) {
    try {
      return MailboxName.of(name);
    } catch (IOException tooLong) {
      throw new IllegalArgumentException(tooLong.getMessage(), tooLong);
    }
  }
}
