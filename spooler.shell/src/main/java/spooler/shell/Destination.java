package spooler.shell;

import java.util.Locale;
import spooler.api.Address;

/** Where messages go: a domain of Internet mail, or one address. */
final class Destination {
  private Destination() {}

  /** The domain of an Internet mail address in small letters; the whole of any other. */
  static String of(Address address) {
    int at = address.value().lastIndexOf('@');
    return address.type().equals(Address.SMTP) && at >= 0
        ? address.value().substring(at + 1).toLowerCase(Locale.ROOT)
        : address.toString();
  }

  /** Whether an address is meant by its domain, by itself, or by its type ({@code LAN:}). */
  static boolean isMeant(String typed, Address address) {
    return typed.equalsIgnoreCase(address.toString())
        || typed.equalsIgnoreCase(of(address))
        || (typed.startsWith("@") && typed.substring(1).equalsIgnoreCase(of(address)))
        || (typed.endsWith(":") && typed.equals(address.type() + ":"));
  }
}
