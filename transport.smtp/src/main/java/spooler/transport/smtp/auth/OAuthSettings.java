package spooler.transport.smtp.auth;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import spooler.transport.kit.secret.Secret;
import spooler.transport.smtp.tls.Loopback;

/**
 * How an access token is had (RFC 6749): for a refresh token (section 6), or for the client's own
 * credentials (section 4.4) where there is none.
 *
 * @param tokenUrl the token endpoint
 * @param clientId whom it knows us as
 * @param clientSecret what proves it; {@link Secret#NONE} for a public client
 * @param refreshToken {@link Secret#NONE} for the client's own credentials
 * @param scope what the token is to be good for; empty for what the server thinks fit
 */
public record OAuthSettings(
    URI tokenUrl, String clientId, Secret clientSecret, Secret refreshToken, String scope) {
  /** Checks that there is what is needed. */
  public OAuthSettings {
    String host = tokenUrl.getHost();
    boolean isSecure =
        "https".equals(tokenUrl.getScheme())
            || ("http".equals(tokenUrl.getScheme()) && host != null && Loopback.is(host));
    if (host == null || !isSecure) {
      throw new IllegalArgumentException(
          "oauthTokenUrl = \"%s\": write it like https://login.example.org/token"
              .formatted(tokenUrl));
    }
    if (clientId.isBlank()) {
      throw new IllegalArgumentException(
          "oauthClientId = \"\": say whom the token endpoint knows this program as");
    }
    if (!clientSecret.isGiven() && !refreshToken.isGiven()) {
      throw new IllegalArgumentException(
          "oauthTokenUrl needs a secret to show there: give .oauthRefreshToken or"
              + " .oauthClientSecret, or one of them in a file (oauthRefreshTokenFile,"
              + " oauthClientSecretFile)");
    }
  }

  /** The settings as they are written; empty where they are not. */
  public record Text(
      String tokenUrl,
      String clientId,
      String clientSecret,
      String clientSecretFile,
      String refreshToken,
      String refreshTokenFile,
      String scope) {
    /** Nothing is written. */
    static final Text EMPTY = new Text("", "", "", "", "", "", "");
  }

  static @Nullable OAuthSettings of(Text text) {
    if (text.tokenUrl().isBlank()) {
      return null;
    }
    return new OAuthSettings(
        url(text.tokenUrl().strip()),
        text.clientId().strip(),
        Secret.of(
            ".oauthClientSecret",
            text.clientSecret(),
            "oauthClientSecretFile",
            text.clientSecretFile()),
        Secret.of(
            ".oauthRefreshToken",
            text.refreshToken(),
            "oauthRefreshTokenFile",
            text.refreshTokenFile()),
        text.scope().strip());
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(
          "oauthTokenUrl = \"%s\": write it like https://login.example.org/token".formatted(text),
          malformed);
    }
  }
}
