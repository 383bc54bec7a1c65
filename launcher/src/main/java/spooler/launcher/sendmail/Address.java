package spooler.launcher.sendmail;

import java.util.regex.Pattern;

/**
 * A mail address as it may stand in a command: on one line, and not to be mistaken for anything.
 */
final class Address {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*\"|[^\\s\"<>@\\p{Cntrl}]+)(?:@[^\\s\"<>@\\p{Cntrl}]+)?");

  private Address() {}

  /**
   * Completes a name without a domain.
   *
   * @throws ExitException when it is no address
   */
  static String complete(String address, String domain) throws ExitException {
    if (!FORM.matcher(address).matches()) {
      throw new ExitException(
          ExitException.DATA,
          "\"%s\" is no mail address: write it as name@domain".formatted(shown(address)));
    }
    return address.endsWith("\"") || address.indexOf('@') < 0 ? address + "@" + domain : address;
  }

  static String shown(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
