package spooler.transport.smtp.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.transport.kit.secret.Secret;

/**
 * Who signs in, and how.
 *
 * @param keys where that is written
 * @param username who
 * @param password with this; {@link Secret#NONE} with a token
 * @param oauth how a token is had; null with a password
 * @param mechanisms the ways that may be used, the preferred one first
 */
public record SignInSettings(
    Keys keys,
    String username,
    Secret password,
    @Nullable OAuthSettings oauth,
    List<Mechanism> mechanisms) {
  /** Checks that there is what is needed. */
  public SignInSettings {
    mechanisms = List.copyOf(mechanisms);
    if (username.isBlank()) {
      throw new IllegalArgumentException(
          "%1$s = \"\": say who signs in, e.g. %1$s = me@example.org".formatted(keys.username()));
    }
    if (oauth == null && !password.isGiven()) {
      throw new IllegalArgumentException(
          "%s = \"%s\": there is no password for it; give %s, %s, or oauthTokenUrl"
              .formatted(keys.username(), username, keys.password(), keys.passwordFile()));
    }
    if (oauth != null && password.isGiven()) {
      throw new IllegalArgumentException(
          "a password and oauthTokenUrl are both given: leave one of them out");
    }
  }

  /**
   * The names of the settings, for people who have to correct them.
   *
   * @param encryption what to set so that secrets may be shown
   */
  public record Keys(String username, String password, String passwordFile, String encryption) {
    /** Of whoever signs in to the relay. */
    public static final Keys RELAY =
        new Keys("username", ".password", "passwordFile", "tls = required or tls = implicit");
  }

  /** The settings as they are written; empty where they are not. */
  public record Text(
      Keys keys,
      String username,
      String password,
      String passwordFile,
      String mechanisms,
      OAuthSettings.Text oauth) {
    /** Whether there is something to sign in with. */
    public boolean hasSecret() {
      return !password.isEmpty() || !passwordFile.isBlank() || !oauth.tokenUrl().isBlank();
    }

    /** The same, written elsewhere. */
    public Text under(Keys others) {
      return new Text(others, username, password, passwordFile, mechanisms, oauth);
    }

    /** The same for somebody else. */
    public Text as(String name) {
      return new Text(keys, name, password, passwordFile, mechanisms, oauth);
    }

    /** The same with one of these, and without a token. */
    public Text with(String secret, String secretFile) {
      return new Text(keys, username, secret, secretFile, mechanisms, OAuthSettings.Text.EMPTY);
    }
  }

  /**
   * Reads what a configuration says; null when nobody is to sign in.
   *
   * @throws IllegalArgumentException in plain words
   */
  public static @Nullable SignInSettings of(Text text) {
    Keys keys = text.keys();
    Secret password =
        Secret.of(keys.password(), text.password(), keys.passwordFile(), text.passwordFile());
    OAuthSettings oauth = OAuthSettings.of(text.oauth());
    if (text.username().isBlank() && !password.isGiven() && oauth == null) {
      return null;
    }
    return new SignInSettings(
        keys,
        text.username().strip(),
        password,
        oauth,
        Mechanism.all(text.mechanisms(), oauth != null));
  }
}
