package spooler.transport.smtp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.transport.kit.secret.Secret;

/**
 * A file of certificates, PEM or PKCS #12, as a key store in memory.
 *
 * @param key of the configuration that names it
 */
record StoreFile(String key, Path path, Secret password) {
  /**
   * The certificates in it, to be trusted.
   *
   * @throws IllegalArgumentException in plain words
   */
  KeyStore trusted() {
    KeyStore store = read(this::trustedPem);
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isCertificateEntry(alias)) {
          return store;
        }
      }
    } catch (GeneralSecurityException unloaded) {
      throw new IllegalStateException(unloaded); // it is loaded
    }
    throw wrong(
        "there is no certificate in it that Java would trust; a PEM file is simplest", null);
  }

  /**
   * The certificate that this side shows, with its key.
   *
   * @throws IllegalArgumentException in plain words
   */
  KeyStore own() {
    return read(this::ownPem);
  }

  private interface PemReader {
    void into(KeyStore store, Pem pem) throws IOException, GeneralSecurityException;
  }

  private KeyStore read(PemReader reader) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      Pem pem = new Pem(new String(bytes, StandardCharsets.ISO_8859_1));
      KeyStore store = KeyStore.getInstance("PKCS12");
      if (pem.isPem()) {
        store.load(null, null);
        reader.into(store, pem);
      } else {
        store.load(new ByteArrayInputStream(bytes), passphrase());
      }
      return store;
    } catch (IOException | GeneralSecurityException unreadable) {
      throw wrong(
          "it cannot be read as PEM or PKCS #12, or its password is wrong ("
              + unreadable.getMessage()
              + ")",
          unreadable);
    }
  }

  /** Of the store and of the keys in it. */
  char[] passphrase() throws IOException {
    return password.reveal().toCharArray();
  }

  private void trustedPem(KeyStore store, Pem pem) throws GeneralSecurityException {
    for (X509Certificate certificate : pem.certificates()) {
      store.setCertificateEntry("certificate " + store.size(), certificate);
    }
  }

  private void ownPem(KeyStore store, Pem pem) throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = pem.certificates();
    PrivateKey itsKey = pem.privateKey();
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate in it");
    }
    store.setKeyEntry("own", itsKey, passphrase(), chain.toArray(X509Certificate[]::new));
  }

  private IllegalArgumentException wrong(String why, @Nullable Throwable cause) {
    return new IllegalArgumentException("%s = \"%s\": %s".formatted(key, path, why), cause);
  }
}
