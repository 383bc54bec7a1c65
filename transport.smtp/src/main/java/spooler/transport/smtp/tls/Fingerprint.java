package spooler.transport.smtp.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SHA-256 of a certificate, as {@code openssl x509 -noout -fingerprint -sha256} prints it.
 *
 * @param hex 64 digits in lower case
 */
public record Fingerprint(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /**
   * Reads fingerprints, separated by commas or blanks; colons do not matter.
   *
   * @throws IllegalArgumentException in plain words
   */
  static Set<Fingerprint> all(String key, String text) {
    return Arrays.stream(text.split("[,\\s]+"))
        .filter(one -> !one.isEmpty())
        .map(one -> of(key, one))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Fingerprint of(String key, String text) {
    String hex = text.replace(":", "").toLowerCase(Locale.ROOT);
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "%s = \"%s\": write the SHA-256 of the certificate, 64 hexadecimal digits, as"
                  .formatted(key, text)
              + " \"openssl x509 -noout -fingerprint -sha256 -in cert.pem\" prints it");
    }
    return new Fingerprint(hex);
  }

  /** Of that certificate. */
  static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
