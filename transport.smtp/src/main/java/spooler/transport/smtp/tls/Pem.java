package spooler.transport.smtp.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text with blocks between BEGIN and END lines (RFC 7468); what stands around them is left. */
record Pem(String text) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

  /** Whether it is such a text at all. */
  boolean isPem() {
    return text.contains("-----BEGIN ");
  }

  /** All its certificates, in their order. */
  List<X509Certificate> certificates() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> all = new ArrayList<>();
    for (byte[] block : blocks("CERTIFICATE")) {
      all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
    }
    return all;
  }

  /** Its key, which must be in the form of PKCS #8 and not encrypted. */
  PrivateKey privateKey() throws GeneralSecurityException {
    List<byte[]> keys = blocks("PRIVATE KEY");
    if (keys.size() != 1) {
      throw new GeneralSecurityException(
          "it must hold one block BEGIN PRIVATE KEY, and holds %d; \"openssl pkcs8 -topk8 -nocrypt\""
                  .formatted(keys.size())
              + " makes one of other forms");
    }
    for (String kind : KEY_KINDS) {
      PrivateKey read = readAs(kind, keys.get(0));
      if (read != null) {
        return read;
      }
    }
    throw new GeneralSecurityException("its key is none of " + String.join(", ", KEY_KINDS));
  }

  private static @Nullable PrivateKey readAs(String kind, byte[] key)
      throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(key));
    } catch (InvalidKeySpecException anotherKind) {
      return null;
    }
  }

  private List<byte[]> blocks(String label) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(label))
        .map(Pem::decoded)
        .toList();
  }

  private static byte[] decoded(MatchResult block) {
    return Base64.getMimeDecoder().decode(block.group(2));
  }
}
