package spooler.transport.smtp;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;

/**
 * A reverse-path or forward-path (RFC 5321, 4.1.2), fit to stand in a command.
 *
 * <p>Refused is what could end the path early or could be read as something else: angle brackets,
 * blanks, commas and the like outside a quoted local part. Everything else is the relay's to judge.
 *
 * @param text without the angle brackets; empty for the null reverse-path
 * @param international whether it needs SMTPUTF8 (RFC 6531)
 */
record MailPath(String text, boolean international) {
  /** The null reverse-path, of reports. */
  static final MailPath NULL = new MailPath("", false);

  private static final String SPECIALS = "()<>[]:;@\\,\"";

  /**
   * Reads an address.
   *
   * @throws BadPathException when it is no mail address
   */
  static MailPath of(@Nullable Address address) throws BadPathException {
    if (address == null) {
      return NULL;
    }
    String value = address.value();
    if (!address.type().equals(Address.SMTP)) {
      throw new BadPathException("%s is no SMTP address".formatted(address));
    }
    if (!isMailbox(value)) {
      throw new BadPathException(
          "<%s> is no mail address: write it as name@domain".formatted(value));
    }
    return new MailPath(value, !all(value, c -> c < 0x80));
  }

  private static boolean isMailbox(String value) {
    if (value.equalsIgnoreCase("postmaster")) {
      return true; // the one name that needs no domain (4.5.1)
    }
    int at = value.lastIndexOf('@');
    return at > 0 && isLocalPart(value.substring(0, at)) && isDomain(value.substring(at + 1));
  }

  private static boolean isLocalPart(String local) {
    return local.startsWith("\"") ? isQuoted(local) : all(local, MailPath::isAtom);
  }

  /** A quoted-string: a quote inside only after a backslash, and one at the end. */
  private static boolean isQuoted(String local) {
    int i = 1;
    while (i < local.length() - 1 && local.charAt(i) != '"') {
      i += local.charAt(i) == '\\' ? 2 : 1;
    }
    return i == local.length() - 1
        && local.charAt(i) == '"'
        && all(local, c -> c == ' ' || isVisible(c));
  }

  private static boolean isDomain(String domain) {
    if (domain.startsWith("[")) {
      return domain.endsWith("]")
          && domain.length() > 2
          && all(domain.substring(1, domain.length() - 1), MailPath::isInLiteral);
    }
    return !domain.isEmpty() && all(domain, MailPath::isAtom);
  }

  private static boolean all(String text, IntPredicate wanted) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      if (!wanted.test(text.codePointAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInLiteral(int c) {
    return c == ':' || isAtom(c);
  }

  private static boolean isAtom(int c) {
    return isVisible(c) && SPECIALS.indexOf(c) < 0;
  }

  private static boolean isVisible(int c) {
    return c > ' ' && !Character.isSpaceChar(c) && !Character.isWhitespace(c);
  }

  /** With its angle brackets. */
  @Override
  public String toString() {
    return "<" + text + ">";
  }
}
