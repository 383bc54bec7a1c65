package spooler.transport.smtp.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how to sign in, and knows what was learned from earlier attempts. Shared by all
 * connections of a transport.
 *
 * <p><b>Threads:</b> any; while a token is fetched, others wait for it. <br>
 * <b>Failure:</b> a {@link CredentialsException} when trying again with the same would do harm, any
 * other {@link IOException} when it may help.
 */
public final class SignIn {
  private final SignInSettings settings;
  private final @Nullable Tokens tokens;
  private volatile boolean bindingFails;

  /** With these settings for good. */
  public SignIn(SignInSettings settings) {
    this.settings = settings;
    OAuthSettings oauth = settings.oauth();
    this.tokens = oauth == null ? null : new Tokens(oauth);
  }

  /** Who signs in. */
  public String username() {
    return settings.username();
  }

  /**
   * Begins an attempt, in the best way that the server offers.
   *
   * @param offered names of the mechanisms, in capitals
   * @param mayGoOn asked during every wait; false ends it
   * @throws IOException in plain words, also when there is no way that may be used
   */
  public SaslClient begin(Set<String> offered, Channel channel, BooleanSupplier mayGoOn)
      throws IOException {
    List<Mechanism> usable =
        settings.mechanisms().stream()
            .filter(each -> offered.contains(each.wireName()))
            .filter(each -> channel.verified() || !each.needsVerifiedServer())
            .filter(each -> each != Mechanism.SCRAM_SHA_256_PLUS || mayBind(channel))
            .toList();
    if (usable.isEmpty()) {
      throw new IOException(noneOf(offered, channel));
    }
    Mechanism best = usable.get(0);
    if (tokens != null) {
      return new BearerExchange(best, username(), tokens.get(mayGoOn), channel);
    }
    return withPassword(best, usable, channel);
  }

  private boolean mayBind(Channel channel) {
    return channel.certificate() != null && !(bindingFails && mayGoUnbound());
  }

  private boolean mayGoUnbound() {
    return settings.mechanisms().contains(Mechanism.SCRAM_SHA_256);
  }

  private SaslClient withPassword(Mechanism best, List<Mechanism> usable, Channel channel)
      throws IOException {
    String password = settings.password().reveal();
    if (best == Mechanism.LOGIN) {
      return new LoginExchange(username(), password);
    }
    if (best.isScram()) {
      List<String> names =
          usable.stream().filter(Mechanism::isScram).map(Mechanism::wireName).toList();
      return new ScramExchange(
          names, username(), password, bindingFails ? null : channel.certificate());
    }
    return ofJava(best, channel, password);
  }

  /** PLAIN and CRAM-MD5 are Java's own. */
  private SaslClient ofJava(Mechanism mechanism, Channel channel, String password)
      throws SaslException {
    SaslClient client =
        Sasl.createSaslClient(
            new String[] {mechanism.wireName()},
            null,
            channel.protocol(),
            channel.host(),
            Map.of(),
            asked -> answer(asked, password));
    if (client == null) {
      throw new SaslException("this Java has no " + mechanism.wireName());
    }
    return client;
  }

  private void answer(Callback[] asked, String password) {
    for (Callback each : asked) {
      if (each instanceof NameCallback name) {
        name.setName(username());
      } else if (each instanceof PasswordCallback secret) {
        secret.setPassword(password.toCharArray());
      }
    }
  }

  private String noneOf(Set<String> offered, Channel channel) {
    String wanted = Mechanism.names(settings.mechanisms());
    if (offered.isEmpty()) {
      return "there is no way to sign in: the server offers none here (no AUTH)";
    }
    boolean hidden =
        !channel.verified()
            && settings.mechanisms().stream().anyMatch(m -> offered.contains(m.wireName()));
    return hidden
        ? "there is no safe way to sign in: the server offers %s, which would show the secret to"
                .formatted(String.join(", ", offered))
            + " anybody on the line; use "
            + settings.keys().encryption()
        : "there is no way to sign in: the server offers %s, and this side may use %s"
            .formatted(String.join(", ", offered), wanted);
  }

  /**
   * The server has refused that attempt; whether another one may fare better with the same
   * credentials: with a fresh token, or not bound to a certificate in a way that the server does
   * not know.
   */
  public boolean mayTryAgain(SaslClient refused) {
    if (refused instanceof BearerExchange bearer && tokens != null) {
      return tokens.forget(bearer.token());
    }
    boolean wasBound = refused.getMechanismName().equals(Mechanism.SCRAM_SHA_256_PLUS.wireName());
    if (wasBound && mayGoUnbound()) {
      bindingFails = true;
      return true;
    }
    return false;
  }

  /** What to correct when the credentials are refused, for people. */
  public String whatToCorrect() {
    Path file = settings.password().file();
    String secret =
        tokens != null
            ? "the oauth settings"
            : file == null ? settings.keys().password() : file.toString();
    return settings.keys().username() + " and " + secret;
  }
}
