package spooler.transport.smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ongres.saslprep.SASLprep;
import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramServerErrorException;
import com.ongres.scram.common.util.TlsServerEndpoint;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM-SHA-256 and its -PLUS (RFC 5802, RFC 7677): each side proves that it knows the password,
 * and neither shows it. Three messages of the server: its nonce, its proof, its consent.
 */
final class ScramExchange extends Exchange {
  static {
    letTheLibraryFindSaslPrep();
  }

  private final ScramClient scram;
  private int heard;
  private boolean proved;

  /**
   * An attempt.
   *
   * @param offered those of the two that the server offers and that may be used
   * @param shown by the server; null for no binding to it
   */
  ScramExchange(
      Collection<String> offered, String username, String password, @Nullable X509Certificate shown)
      throws SaslException {
    ScramClient.FinalBuildStage client =
        ScramClient.builder()
            .advertisedMechanisms(offered)
            .username(prepared(username))
            .password(password.toCharArray())
            .stringPreparation(StringPreparation.SASL_PREPARATION);
    byte[] binding = bindingTo(shown);
    if (binding.length > 0) {
      client.channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, binding);
    }
    this.scram = client.build();
  }

  /** It looks once, with the context class loader, which does not know what is in this bundle. */
  private static void letTheLibraryFindSaslPrep() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ScramExchange.class.getClassLoader());
    try {
      StringPreparation.SASL_PREPARATION.normalize(new char[] {'x'});
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** RFC 5802, 5.1. */
  private static String prepared(String username) throws SaslException {
    try {
      return new String(new SASLprep().prepareStored(username.toCharArray()));
    } catch (IllegalArgumentException forbidden) {
      throw new SaslException("user name: " + forbidden.getMessage(), forbidden);
    }
  }

  private static byte[] bindingTo(@Nullable X509Certificate shown) throws SaslException {
    try {
      return shown == null ? new byte[0] : TlsServerEndpoint.getChannelBindingData(shown);
    } catch (CertificateEncodingException unusable) {
      throw new SaslException("the server's certificate cannot be read", unusable);
    }
  }

  @Override
  public String getMechanismName() {
    return scram.getScramMechanism().getName();
  }

  @Override
  public boolean hasInitialResponse() {
    return true;
  }

  @Override
  public byte[] evaluateChallenge(byte[] challenge) throws SaslException {
    String message = new String(challenge, UTF_8);
    try {
      return switch (heard++) {
        case 0 -> scram.clientFirstMessage().toString().getBytes(UTF_8);
        case 1 -> {
          scram.serverFirstMessage(message);
          yield scram.clientFinalMessage().toString().getBytes(UTF_8);
        }
        case 2 -> {
          proved = serverProves(message);
          yield new byte[0];
        }
        default -> throw new SaslException("the server asks for more than " + getMechanismName());
      };
    } catch (ScramException | IllegalArgumentException | IllegalStateException wrong) {
      throw new SaslException(wrong.getMessage(), wrong);
    }
  }

  /** Whether it does; a server may say here that it refuses, and refuses when that is answered. */
  private boolean serverProves(String message) throws ScramException {
    try {
      scram.serverFinalMessage(message);
      return true;
    } catch (ScramServerErrorException refused) {
      return false;
    }
  }

  /** Whether the server has proved that it knows the password too. */
  @Override
  public boolean isComplete() {
    return proved;
  }
}
