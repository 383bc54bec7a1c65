package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The server's certificate chain and private key, from PEM files as certbot writes them. */
record ServerKey(PrivateKey key, List<Certificate> chain) {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /**
   * Reads both.
   *
   * @throws IllegalArgumentException that says which file is wrong, and what to do
   */
  static ServerKey read(Path certificateFile, Path keyFile) {
    return new ServerKey(key(keyFile), chain(certificateFile));
  }

  private static List<Certificate> chain(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> chain =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (IOException | GeneralSecurityException unreadable) {
      throw wrong("certificateFile", file, "it cannot be read: " + unreadable, unreadable);
    }
    throw wrong("certificateFile", file, "there is no certificate in it", null);
  }

  private static PrivateKey key(Path file) {
    String advice =
        "it holds no unencrypted PKCS #8 key: convert it with"
            + " \"openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW\"";
    try {
      Matcher matcher = PKCS8.matcher(Files.readString(file, US_ASCII));
      if (!matcher.find()) {
        throw wrong("privateKeyFile", file, advice, null);
      }
      byte[] octets = Base64.getMimeDecoder().decode(matcher.group(1));
      return key(file, new PKCS8EncodedKeySpec(octets), advice);
    } catch (IOException unreadable) {
      throw wrong("privateKeyFile", file, "it cannot be read: " + unreadable, unreadable);
    }
  }

  private static PrivateKey key(Path file, PKCS8EncodedKeySpec encoded, String advice) {
    for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException another) {
        // The key does not say plainly which it is.
      }
    }
    throw wrong("privateKeyFile", file, advice, null);
  }

  /** Makes encrypted sockets, TLS 1.2 or newer as the JDK has it. */
  SSLSocketFactory sockets() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setKeyEntry("server", key, new char[0], chain.toArray(new Certificate[0]));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException unusable) {
      throw new IllegalArgumentException(
          "certificateFile and privateKeyFile do not fit together: " + unusable, unusable);
    }
  }

  private static IllegalArgumentException wrong(
      String key, Path file, String why, @Nullable Exception cause) {
    return new IllegalArgumentException("%s = \"%s\": %s".formatted(key, file, why), cause);
  }
}
