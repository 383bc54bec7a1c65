package spooler.inbox.maildir;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import spooler.api.Address;

/**
 * The Internet domains whose addresses are mailboxes here. Upper and lower case are the same (RFC
 * 5321 section 2.4).
 */
record LocalDomains(Set<String> names) {
  private static final Pattern DOMAIN = Pattern.compile("[^\\s@,;:/.]+(\\.[^\\s@,;:/.]+)*");

  /**
   * Reads domains that are separated by commas; none when there is nothing.
   *
   * @throws IllegalArgumentException when one is no domain
   */
  static LocalDomains parse(String text) {
    return new LocalDomains(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(LocalDomains::domain)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static String domain(String text) {
    if (!DOMAIN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "inbox.maildir: localDomains: \"%s\" is no domain: write e.g. localhost, example.org"
              .formatted(text));
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** Whether that is an Internet mail address in one of them. */
  boolean contain(Address address) {
    int at = address.value().lastIndexOf('@');
    return address.type().equals(Address.SMTP)
        && at > 0
        && names.contains(address.value().substring(at + 1).toLowerCase(Locale.ROOT));
  }
}
