package spooler.transport.smtp;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import spooler.transport.smtp.auth.Channel;
import spooler.transport.smtp.auth.CredentialsException;
import spooler.transport.smtp.auth.SignIn;

/**
 * AUTH (RFC 4954): carries the messages of a SASL exchange. Used once for each connection, by one
 * thread. What it sent is taken out of whatever the relay says about it.
 */
final class Authentication {
  /** A command line has 512 octets at most, and CRLF; longer answers wait to be asked for. */
  private static final int LONGEST_COMMAND = 510;

  private static final int CHALLENGE = 334;
  private static final int LONGEST_QUOTE = 200;

  private final SignIn signIn;
  private final Dialogue dialogue;
  private final BooleanSupplier mayGoOn;
  private final List<String> secrets = new ArrayList<>();
  private String lastChallenge = "";

  Authentication(SignIn signIn, Dialogue dialogue, BooleanSupplier mayGoOn) {
    this.signIn = signIn;
    this.dialogue = dialogue;
    this.mayGoOn = mayGoOn;
  }

  /**
   * Signs in.
   *
   * @throws CredentialsException when the relay does not want us: trying again would do harm
   */
  void run(Capabilities relay, Channel channel) throws IOException {
    boolean signedIn = false;
    while (!signedIn) {
      SaslClient client = signIn.begin(relay.signIns(), channel, mayGoOn);
      Reply reply = exchange(client);
      if (reply.isDone() && !client.isComplete()) {
        throw new ProtocolException(
            "the relay lets us in without having proved that it knows the password: it may be"
                + " somebody else");
      }
      signedIn = reply.isDone();
      if (!signedIn && !(reply.isNever() && signIn.mayTryAgain(client))) {
        throw refusal(client, reply);
      }
    }
  }

  private Reply exchange(SaslClient client) throws IOException {
    try {
      Reply reply = begin(client);
      while (reply.code() == CHALLENGE) {
        byte[] challenge = decoded(reply);
        lastChallenge = new String(challenge, StandardCharsets.UTF_8);
        reply = dialogue.ask(encoded(client.evaluateChallenge(challenge)), "AUTH");
      }
      if (reply.isGoOn()) {
        throw Dialogue.unexpected(reply, "AUTH");
      }
      return reply;
    } catch (SaslException failed) {
      throw new IOException(
          "signing in by %s failed: %s".formatted(client.getMechanismName(), failed.getMessage()),
          failed);
    }
  }

  private Reply begin(SaslClient client) throws IOException {
    String command = "AUTH " + client.getMechanismName();
    if (!client.hasInitialResponse()) {
      return dialogue.ask(command, "AUTH");
    }
    String first = encoded(client.evaluateChallenge(new byte[0]));
    String inOne = command + " " + (first.isEmpty() ? "=" : first);
    if (inOne.length() <= LONGEST_COMMAND) {
      return dialogue.ask(inOne, "AUTH");
    }
    Reply asked = dialogue.ask(command, "AUTH");
    return asked.code() == CHALLENGE ? dialogue.ask(first, "AUTH") : asked;
  }

  private String encoded(byte[] message) {
    String text = Base64.getEncoder().encodeToString(message);
    secrets.add(text);
    return text;
  }

  private static byte[] decoded(Reply challenge) throws ProtocolException {
    try {
      return Base64.getDecoder().decode(challenge.lines().get(0));
    } catch (IllegalArgumentException garbage) {
      throw new ProtocolException("the relay answered AUTH with a challenge that is no base64");
    }
  }

  private IOException refusal(SaslClient client, Reply reply) {
    String said = withoutSecrets(reply.text() + problem());
    if (!reply.isNever()) {
      return new IOException("the relay cannot sign us in now: " + said);
    }
    return new CredentialsException(
        "the relay refuses to sign in %s by %s: %s; correct %s, or validate the transport"
                .formatted(
                    signIn.username(), client.getMechanismName(), said, signIn.whatToCorrect())
            + " when it has been put right there");
  }

  /** What is wrong with a token, the relay says in a challenge (RFC 7628, 3.2.2). */
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
