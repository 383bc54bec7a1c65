package spooler.transport.smtp.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways to sign in, those that reveal least first. */
public enum Mechanism {
  /** RFC 7677, bound to the certificate that the server has shown (RFC 5929). */
  SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", Needs.PASSWORD),
  /** RFC 7677. */
  SCRAM_SHA_256("SCRAM-SHA-256", Needs.PASSWORD),
  /** RFC 2195. */
  CRAM_MD5("CRAM-MD5", Needs.PASSWORD),
  /** RFC 4616: shows the password. */
  PLAIN("PLAIN", Needs.PASSWORD_AND_TRUST),
  /** Shows the password, in two steps; never a standard. */
  LOGIN("LOGIN", Needs.PASSWORD_AND_TRUST),
  /** RFC 7628: shows a token. */
  OAUTHBEARER("OAUTHBEARER", Needs.TOKEN_AND_TRUST),
  /** Google's and Microsoft's, from before RFC 7628. */
  XOAUTH2("XOAUTH2", Needs.TOKEN_AND_TRUST);

  private enum Needs {
    PASSWORD,
    PASSWORD_AND_TRUST,
    TOKEN_AND_TRUST
  }

  private final String wireName;
  private final Needs needs;

  Mechanism(String wireName, Needs needs) {
    this.wireName = wireName;
    this.needs = needs;
  }

  /** The name that servers know it by. */
  public String wireName() {
    return wireName;
  }

  /** Whether it works with a token instead of a password. */
  boolean usesToken() {
    return needs == Needs.TOKEN_AND_TRUST;
  }

  /** Whether whoever is at the other end could sign in elsewhere with what it is shown. */
  boolean needsVerifiedServer() {
    return needs != Needs.PASSWORD;
  }

  boolean isScram() {
    return this == SCRAM_SHA_256_PLUS || this == SCRAM_SHA_256;
  }

  /**
   * Reads the setting: names with commas or blanks between; all that fit when there are none.
   *
   * @throws IllegalArgumentException in plain words
   */
  static List<Mechanism> all(String text, boolean withToken) {
    List<Mechanism> fitting =
        Arrays.stream(values()).filter(each -> each.usesToken() == withToken).toList();
    if (text.isBlank()) {
      return fitting;
    }
    return Arrays.stream(text.strip().split("[,\\s]+")).map(name -> of(name, fitting)).toList();
  }

  private static Mechanism of(String name, List<Mechanism> fitting) {
    return fitting.stream()
        .filter(each -> each.wireName.equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "authMechanisms = \"%s\": use some of %s".formatted(name, names(fitting))));
  }

  static String names(List<Mechanism> mechanisms) {
    return mechanisms.stream().map(Mechanism::wireName).collect(Collectors.joining(", "));
  }
}
