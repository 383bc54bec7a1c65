package spooler.transport.smtp.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.secret.Secret;

/**
 * Who signs in, and how.
 *
 * @param username who
 * @param password with this; {@link Secret#NONE} with a token
 * @param oauth how a token is had; null with a password
 * @param mechanisms the ways that may be used, the preferred one first
 */
public record SignInSettings(
    String username, Secret password, @Nullable OAuthSettings oauth, List<Mechanism> mechanisms) {
  /** Checks that there is what is needed. */
  public SignInSettings {
    mechanisms = List.copyOf(mechanisms);
    if (username.isBlank()) {
      throw new IllegalArgumentException(
          "username = \"\": say who signs in, e.g. username = me@example.org");
    }
    if (oauth == null && !password.isGiven()) {
      throw new IllegalArgumentException(
          "username = \"%s\": there is no password for it; give .password, passwordFile, or"
                  .formatted(username)
              + " oauthTokenUrl");
    }
    if (oauth != null && password.isGiven()) {
      throw new IllegalArgumentException(
          "a password and oauthTokenUrl are both given: leave one of them out");
    }
  }

  /** The settings as they are written; empty where they are not. */
  public record Text(
      String username,
      String password,
      String passwordFile,
      String mechanisms,
      OAuthSettings.Text oauth) {
    /** The same for somebody else. */
    public Text as(String name) {
      return new Text(name, password, passwordFile, mechanisms, oauth);
    }

    /** The same with one of these, and without a token. */
    public Text with(String secret, String secretFile) {
      return new Text(username, secret, secretFile, mechanisms, OAuthSettings.Text.EMPTY);
    }
  }

  /**
   * Reads what a configuration says; null when nobody is to sign in.
   *
   * @throws IllegalArgumentException in plain words
   */
  public static @Nullable SignInSettings of(Text text) {
    Secret password = Secret.of(".password", text.password(), "passwordFile", text.passwordFile());
    OAuthSettings oauth = OAuthSettings.of(text.oauth());
    if (text.username().isBlank() && !password.isGiven() && oauth == null) {
      return null;
    }
    return new SignInSettings(
        text.username().strip(), password, oauth, Mechanism.all(text.mechanisms(), oauth != null));
  }
}
