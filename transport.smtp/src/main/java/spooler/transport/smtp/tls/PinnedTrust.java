package spooler.transport.smtp.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the certificates that are pinned, and no others; or anybody, where nobody is pinned. Any
 * thread.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  /** For connections that may as well not be encrypted at all (RFC 7435). */
  static final PinnedTrust ANYBODY = new PinnedTrust(Set.of());

  private final Set<Fingerprint> pins;

  PinnedTrust(Set<Fingerprint> pins) {
    this.pins = pins;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    Fingerprint shown = Fingerprint.of(chain[0]);
    if (!pins.isEmpty() && !pins.contains(shown)) {
      throw new CertificateException(
          "its certificate has the fingerprint %s, expected is %s; if it was renewed, correct"
                  .formatted(
                      shown,
                      pins.stream().map(Fingerprint::hex).sorted().collect(Collectors.joining(",")))
              + " tlsFingerprint");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
