package spooler.transport.smtp.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Verifies chain and name as Java does, and says in plain words what is wrong and what to do. Any
 * thread.
 */
final class Verifier extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager java;

  Verifier(X509ExtendedTrustManager java) {
    this.java = java;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    try {
      java.checkServerTrusted(chain, authType, socket);
    } catch (CertificateException refused) {
      throw new CertificateException(reason(chain[0], refused), refused);
    }
  }

  private static String reason(X509Certificate shown, CertificateException refused)
      throws CertificateException {
    String pin = "or trust this one alone with tlsFingerprint = " + Fingerprint.of(shown);
    try {
      shown.checkValidity();
    } catch (CertificateExpiredException expired) {
      return "its certificate has expired on %s; it needs a new one, %s"
          .formatted(shown.getNotAfter().toInstant(), pin);
    } catch (CertificateNotYetValidException early) {
      return "its certificate is not valid before %s; check both clocks, %s"
          .formatted(shown.getNotBefore().toInstant(), pin);
    }
    String message = String.valueOf(refused.getMessage());
    if (message.startsWith("No ") && message.contains("name")) { // ... matching X found
      return "its certificate is for %s, not for the host that was called; call it by that name, %s"
          .formatted(names(shown), pin);
    }
    return "its certificate is not signed by anybody that is trusted here (issuer: %s); give the"
            .formatted(shown.getIssuerX500Principal().getName())
        + " issuer's certificate with tlsTrust = FILE, "
        + pin;
  }

  private static String names(X509Certificate shown) throws CertificateParsingException {
    Collection<List<?>> names = shown.getSubjectAlternativeNames();
    return names == null
        ? shown.getSubjectX500Principal().getName()
        : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    java.checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    java.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    java.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    java.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    java.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return java.getAcceptedIssuers();
  }
}
