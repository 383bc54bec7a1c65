package spooler.transport.smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import javax.security.sasl.SaslException;

/** LOGIN: the name, then the password, whatever the server says when it asks for them. */
final class LoginExchange extends Exchange {
  private final String username;
  private final String password;
  private int asked;

  LoginExchange(String username, String password) {
    this.username = username;
    this.password = password;
  }

  @Override
  public String getMechanismName() {
    return Mechanism.LOGIN.wireName();
  }

  @Override
  public boolean hasInitialResponse() {
    return false;
  }

  @Override
  public byte[] evaluateChallenge(byte[] challenge) throws SaslException {
    return switch (asked++) {
      case 0 -> username.getBytes(UTF_8);
      case 1 -> password.getBytes(UTF_8);
      default -> throw new SaslException("the server asks for more than name and password");
    };
  }

  @Override
  public boolean isComplete() {
    return asked == 2;
  }
}
