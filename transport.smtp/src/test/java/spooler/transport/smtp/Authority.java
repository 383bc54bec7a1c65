package spooler.transport.smtp;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates for tests. */
final class Authority {
  private static final char[] NO_PASSWORD = {};

  private final KeyPair keys = newKeys();
  private final X509Certificate certificate = sign(keys, "Test Authority", keys, Duration.ZERO);

  /** Someone with a certificate and the key to it. */
  record Identity(KeyPair keys, X509Certificate certificate, Authority issuer) {
    /** As {@code openssl x509 -fingerprint -sha256} prints it, without its colons. */
    String fingerprint() {
      try {
        return HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    /** To serve with, or to call with; trusts the issuer. */
    SSLContext context() {
      try {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("own", keys.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
        own.setCertificateEntry("issuer", issuer.certificate);
        KeyManagerFactory key = KeyManagerFactory.getInstance("PKIX");
        key.init(own, NO_PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(own);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
      } catch (GeneralSecurityException | IOException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    /** Key and certificate, in one PEM file that is the owner's alone. */
    Path pem(Path folder) throws IOException {
      Path file = folder.resolve("identity.pem");
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(
          file,
          "Comments do not matter.\n"
              + Authority.pem(certificate)
              + Authority.pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
    }

    /** The same as PKCS #12. */
    Path pkcs12(Path folder, String password) throws IOException, GeneralSecurityException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      X509Certificate[] chain = {certificate};
      store.setKeyEntry("own", keys.getPrivate(), password.toCharArray(), chain);
      return save(store, folder.resolve("identity.p12"), password);
    }
  }

  /** For these names and addresses. */
  Identity issue(String... names) {
    return issue(Duration.ofDays(1), names);
  }

  /** For these names; valid for so long, or ended so long ago. */
  Identity issue(Duration validity, String... names) {
    KeyPair its = newKeys();
    return new Identity(its, sign(its, names[0], keys, validity, names), this);
  }

  /** Its own certificate, to be trusted. */
  Path pem(Path folder) throws IOException {
    return Files.writeString(folder.resolve("authority.pem"), pem(certificate));
  }

  /** The same as PKCS #12. */
  Path pkcs12(Path folder, String password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", certificate);
    return save(store, folder.resolve("authority.p12"), password);
  }

  private static Path save(KeyStore store, Path file, String password)
      throws IOException, GeneralSecurityException {
    try (var out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static String pem(Object what) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(what);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static X509Certificate sign(
      KeyPair subject, String name, KeyPair issuer, Duration validity, String... names) {
    boolean isAuthority = names.length == 0;
    Instant now = Instant.now();
    Instant end = now.plus(isAuthority ? Duration.ofDays(1) : validity);
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Principal("CN=Test Authority"),
              new BigInteger(64, new java.security.SecureRandom()),
              Date.from(now.minus(Duration.ofDays(30))),
              Date.from(end),
              new X500Principal("CN=" + name),
              subject.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (!isAuthority) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                Arrays.stream(names).map(Authority::generalName).toArray(GeneralName[]::new)));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static GeneralName generalName(String name) {
    boolean isAddress = name.matches("[0-9.]+");
    return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }
}
