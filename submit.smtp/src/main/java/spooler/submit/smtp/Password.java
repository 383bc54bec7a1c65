package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a password: the verifier of SCRAM-SHA-256 (RFC 5802, RFC 7677), made with PBKDF2.
 * Its text is that of PostgreSQL, {@code SCRAM-SHA-256$iterations:salt$stored:server}. Immutable;
 * the arrays are not changed by anybody.
 */
final class Password {
  /** For new ones. */
  static final int ITERATIONS = 100_000;

  private static final int SALT = 16;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final String BASE64 = "([A-Za-z0-9+/]+=*)";
  private static final Pattern FORM =
      Pattern.compile("SCRAM-SHA-256\\$([0-9]{1,8}):" + BASE64 + "\\$" + BASE64 + ":" + BASE64);

  private final int iterations;
  private final byte[] salt;
  private final byte[] storedKey;
  private final byte[] serverKey;

  private Password(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    this.iterations = iterations;
    this.salt = salt;
    this.storedKey = storedKey;
    this.serverKey = serverKey;
  }

  /** Of PBKDF2. */
  int iterations() {
    return iterations;
  }

  byte[] salt() {
    return salt;
  }

  byte[] storedKey() {
    return storedKey;
  }

  byte[] serverKey() {
    return serverKey;
  }

  /** A new verifier of this password. */
  static Password make(char[] password) {
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    return derive(password, salt, ITERATIONS);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Password parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()
        || Integer.parseInt(matcher.group(1)) > MOST_ITERATIONS
        || Integer.parseInt(matcher.group(1)) < 1) {
      throw new IllegalArgumentException("no SCRAM-SHA-256 entry");
    }
    return new Password(
        Integer.parseInt(matcher.group(1)),
        decode(matcher.group(2)),
        decode(matcher.group(3)),
        decode(matcher.group(4)));
  }

  private static Password derive(char[] password, byte[] salt, int iterations) {
    byte[] salted = pbkdf2(password, salt, iterations);
    return new Password(
        iterations,
        salt,
        sha256(hmac(salted, "Client Key".getBytes(UTF_8))),
        hmac(salted, "Server Key".getBytes(UTF_8)));
  }

  /** Whether it is this one; takes the same time for every wrong one. */
  boolean matches(char[] password) {
    return MessageDigest.isEqual(storedKey, derive(password, salt, iterations).storedKey);
  }

  /** As in the users' file. */
  String text() {
    Base64.Encoder encoder = Base64.getEncoder();
    return "SCRAM-SHA-256$%d:%s$%s:%s"
        .formatted(
            iterations,
            encoder.encodeToString(salt),
            encoder.encodeToString(storedKey),
            encoder.encodeToString(serverKey));
  }

  /** Not the secrets. */
  @Override
  public String toString() {
    return "a password";
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static byte[] pbkdf2(char[] password, byte[] salt, int iterations) {
    char[] prepared =
        Normalizer.normalize(new String(password), Normalizer.Form.NFKC).toCharArray();
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(prepared, salt, iterations, 256))
          .getEncoded();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", missing);
    }
  }

  static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no HmacSHA256", missing);
    }
  }

  static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
