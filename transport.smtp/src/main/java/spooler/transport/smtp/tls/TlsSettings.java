package spooler.transport.smtp.tls;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.transport.kit.secret.FilePath;
import spooler.transport.kit.secret.Secret;

/**
 * How connections are encrypted, and whom they may lead to.
 *
 * @param mode when
 * @param trust certificates that are trusted instead of Java's own, PEM or PKCS #12; null for
 *     Java's own
 * @param trustPassword of that file
 * @param key the certificate this side shows, with its key, PEM or PKCS #12; null for none
 * @param keyPassword of that file
 * @param pins the certificates that may be at the other end, whatever their names and issuers;
 *     empty for any that is verified
 */
public record TlsSettings(
    TlsMode mode,
    @Nullable Path trust,
    Secret trustPassword,
    @Nullable Path key,
    Secret keyPassword,
    Set<Fingerprint> pins) {
  /** Not encrypted at all. */
  public static final TlsSettings NONE =
      new TlsSettings(TlsMode.NONE, null, Secret.NONE, null, Secret.NONE, Set.of());

  /**
   * Checks that they make sense together.
   *
   * @throws IllegalArgumentException in plain words
   */
  public TlsSettings {
    pins = Set.copyOf(pins);
    if (!mode.verifies() && (trust != null || !pins.isEmpty())) {
      throw new IllegalArgumentException(
          "tlsTrust and tlsFingerprint need tls = required or tls = implicit:"
              + " nothing is verified otherwise");
    }
    if (mode == TlsMode.NONE && key != null) {
      throw new IllegalArgumentException("tlsKey needs tls = required or tls = implicit");
    }
  }

  /**
   * Reads what a configuration says.
   *
   * @throws IllegalArgumentException in plain words
   */
  public static TlsSettings of(TlsMode mode, Text text) {
    return new TlsSettings(
        mode,
        file("tlsTrust", text.trust()),
        Secret.of(text.trustPassword()),
        file("tlsKey", text.key()),
        Secret.of(text.keyPassword()),
        Fingerprint.all("tlsFingerprint", text.fingerprint()));
  }

  /** The settings as they are written; empty where they are not. */
  public record Text(
      String trust, String trustPassword, String key, String keyPassword, String fingerprint) {
    /** Nothing is written. */
    public static final Text EMPTY = new Text("", "", "", "", "");
  }

  private static @Nullable Path file(String key, String name) {
    return name.isBlank() ? null : FilePath.of(key, name);
  }
}
