package spooler.transport.smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import javax.security.sasl.SaslException;

/**
 * OAUTHBEARER (RFC 7628) and XOAUTH2: one message with the token. A server that does not like it
 * says why in a challenge, and refuses when that was answered.
 */
final class BearerExchange extends Exchange {
  private static final String END = "\u0001";

  private final Mechanism mechanism;
  private final String first;
  private final Tokens.Token token;
  private int heard;

  BearerExchange(Mechanism mechanism, String username, Tokens.Token token, Channel channel) {
    this.mechanism = mechanism;
    this.token = token;
    String bearer = "auth=Bearer " + token.value() + END + END;
    this.first =
        mechanism == Mechanism.XOAUTH2
            ? "user=" + username + END + bearer
            : "n,a=%s,%shost=%s%sport=%d%s"
                    .formatted(escaped(username), END, channel.host(), END, channel.port(), END)
                + bearer;
  }

  /** RFC 5801, 4. */
  private static String escaped(String username) {
    return username.replace("=", "=3D").replace(",", "=2C");
  }

  /** What it was tried with. */
  Tokens.Token token() {
    return token;
  }

  @Override
  public String getMechanismName() {
    return mechanism.wireName();
  }

  @Override
  public boolean hasInitialResponse() {
    return true;
  }

  @Override
  public byte[] evaluateChallenge(byte[] challenge) throws SaslException {
    return switch (heard++) {
      case 0 -> first.getBytes(UTF_8);
      case 1 -> mechanism == Mechanism.XOAUTH2 ? new byte[0] : END.getBytes(UTF_8);
      default -> throw new SaslException("the server asks for more than a token");
    };
  }

  @Override
  public boolean isComplete() {
    return heard == 1;
  }
}
