package spooler.transport.smtp.auth;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.Carrier.State;
import spooler.transport.smtp.auth.Carrier.Step;

/**
 * One SASL exchange, whatever protocol carries it. Used once for each connection, by one thread.
 * What it sent is taken out of whatever the server says about it.
 */
public final class Authentication {
  private static final int LONGEST_QUOTE = 200;

  private final SignIn signIn;
  private final Carrier carrier;
  private final String server;
  private final BooleanSupplier mayGoOn;
  private final List<String> secrets = new ArrayList<>();
  private String lastChallenge = "";

  /**
   * An exchange to be.
   *
   * @param server what to call the other side, such as {@code the relay}
   * @param mayGoOn asked during every wait; false ends it
   */
  public Authentication(SignIn signIn, Carrier carrier, String server, BooleanSupplier mayGoOn) {
    this.signIn = signIn;
    this.carrier = carrier;
    this.server = server;
    this.mayGoOn = mayGoOn;
  }

  /**
   * Signs in.
   *
   * @param offered names of the mechanisms, in capitals
   * @throws CredentialsException when the server does not want us: trying again would do harm
   */
  public void run(Set<String> offered, Channel channel) throws IOException {
    boolean signedIn = false;
    while (!signedIn) {
      SaslClient client = signIn.begin(offered, channel, mayGoOn);
      Step end = exchange(client);
      signedIn = end.state() == State.DONE;
      if (signedIn && !client.isComplete()) {
        throw new ProtocolException(
            server
                + " lets us in without having proved that it knows the password: it may be"
                + " somebody else");
      }
      if (!signedIn && !(end.state() == State.REFUSED && signIn.mayTryAgain(client))) {
        throw refusal(client, end);
      }
    }
  }

  private Step exchange(SaslClient client) throws IOException {
    try {
      Step step = carrier.begin(client.getMechanismName(), first(client));
      while (step.state() == State.CHALLENGE) {
        byte[] challenge = decoded(step);
        lastChallenge = new String(challenge, StandardCharsets.UTF_8);
        step = carrier.answer(encoded(client.evaluateChallenge(challenge)));
      }
      return step;
    } catch (SaslException failed) {
      throw new IOException(
          "signing in by %s failed: %s".formatted(client.getMechanismName(), failed.getMessage()),
          failed);
    }
  }

  private @Nullable String first(SaslClient client) throws SaslException {
    return client.hasInitialResponse() ? encoded(client.evaluateChallenge(new byte[0])) : null;
  }

  private String encoded(byte[] message) {
    String text = Base64.getEncoder().encodeToString(message);
    secrets.add(text);
    return text;
  }

  private byte[] decoded(Step challenge) throws ProtocolException {
    try {
      return Base64.getDecoder().decode(challenge.text());
    } catch (IllegalArgumentException garbage) {
      throw new ProtocolException(server + " answered AUTH with a challenge that is no base64");
    }
  }

  private IOException refusal(SaslClient client, Step end) {
    String said = withoutSecrets(end.text() + problem());
    if (end.state() != State.REFUSED) {
      return new IOException("%s cannot sign us in now: %s".formatted(server, said));
    }
    return new CredentialsException(
        "%s refuses to sign in %s by %s: %s; correct %s, or validate the transport"
                .formatted(
                    server,
                    signIn.username(),
                    client.getMechanismName(),
                    said,
                    signIn.whatToCorrect())
            + " when it has been put right there");
  }

  /** What is wrong with a token, the server says in a challenge (RFC 7628, 3.2.2). */
  private String problem() {
    if (!lastChallenge.startsWith("{")) {
      return "";
    }
    String line = lastChallenge.replaceAll("\\p{Cntrl}+", " ");
    return " " + line.substring(0, Math.min(line.length(), LONGEST_QUOTE));
  }

  private String withoutSecrets(String said) {
    String clean = said;
    for (String secret : secrets) {
      clean = secret.length() < 4 ? clean : clean.replace(secret, "(secret)");
    }
    return clean;
  }
}
