package spooler.transport.smtp.tls;

import java.io.IOException;
import java.net.IDN;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import spooler.transport.kit.secret.SecretFile;

/**
 * Puts TLS over connected sockets, as its settings say. Files are read once, when it is made; TLS
 * sessions are remembered and resumed. Any thread.
 */
public final class Tls {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final TlsSettings settings;
  private final SSLContext context;

  private Tls(TlsSettings settings, SSLContext context) {
    this.settings = settings;
    this.context = context;
  }

  /**
   * With these settings for good.
   *
   * @throws IllegalArgumentException in plain words, when a file in them cannot be used
   */
  public static Tls of(TlsSettings settings) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(settings), new TrustManager[] {trust(settings)}, null);
      return new Tls(settings, context);
    } catch (GeneralSecurityException | IOException unusable) {
      throw new IllegalArgumentException(unusable.getMessage(), unusable);
    }
  }

  /** When it is to be used. */
  public TlsMode mode() {
    return settings.mode();
  }

  /** Whether it makes sure who is at the other end. */
  public boolean verifies() {
    return settings.mode().verifies();
  }

  /**
   * Shakes hands, and answers the encrypted socket. Blocks as long as the other side takes: close
   * the plain socket to end it.
   *
   * @param host who was called, as in the configuration: what the certificate must be for
   * @throws TlsException when the other side is not trusted, or does not speak TLS as it should
   */
  public SSLSocket over(Socket plain, String host, int port) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, nameOf(host), port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    if (verifies() && settings.pins().isEmpty()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 2818 as in RFC 7817
    }
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (SSLException failed) {
      throw TlsException.of(failed);
    }
    return socket;
  }

  private static String nameOf(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    String name = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    return name.contains(":") ? name : IDN.toASCII(name);
  }

  private static TrustManager trust(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.mode() == TlsMode.OPPORTUNISTIC || settings.mode() == TlsMode.NONE) {
      return PinnedTrust.ANYBODY;
    }
    return settings.pins().isEmpty()
        ? new Verifier(authorities(settings))
        : new PinnedTrust(settings.pins());
  }

  private static X509ExtendedTrustManager authorities(TlsSettings settings)
      throws GeneralSecurityException {
    KeyStore trusted =
        settings.trust() == null
            ? null // Java's own
            : new StoreFile("tlsTrust", settings.trust(), settings.trustPassword()).trusted();
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("this Java verifies no certificates");
  }

  private static KeyManager @Nullable [] keys(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.key() == null) {
      return null;
    }
    SecretFile.refuseIfOpen("tlsKey", settings.key());
    StoreFile file = new StoreFile("tlsKey", settings.key(), settings.keyPassword());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(file.own(), file.passphrase());
    return factory.getKeyManagers();
  }
}
