package spooler.transport.modem.uucp.mail;

import spooler.api.Address;

/** Addresses as UUCP writes them: with a domain, or as the way there, {@code host!host!user}. */
final class Addresses {
  private Addresses() {}

  /**
   * As an address of Internet mail (RFC 976, 2.3): {@code example.org!bob} is bob@example.org, and
   * what has no domain is taken for a name at that system.
   */
  static Address read(String text, String system) throws BadRequestException {
    try {
      return Address.smtp(withDomain(text, system));
    } catch (IllegalArgumentException odd) {
      throw new BadRequestException(
          "\"%s\" is no address: %s".formatted(Shown.of(text), odd.getMessage()));
    }
  }

  private static String withDomain(String text, String system) {
    if (text.indexOf('@') > 0) {
      return text;
    }
    int last = text.lastIndexOf('!');
    if (last < 0) {
      return text.isEmpty() ? text : text + "@" + system;
    }
    String host = text.substring(text.lastIndexOf('!', last - 1) + 1, last);
    String user = text.substring(last + 1);
    return host.indexOf('.') > 0 && !user.isEmpty() ? user + "@" + host : text + "@" + system;
  }
}
