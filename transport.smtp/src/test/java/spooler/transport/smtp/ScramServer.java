package spooler.transport.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's side of SCRAM-SHA-256 (RFC 5802, 3 and 7; RFC 7677), written from the formulas. */
final class ScramServer {
  private static final byte[] SALT = "0123456789abcdef".getBytes(UTF_8);
  private static final int ITERATIONS = 4096;
  private static final String SERVER_NONCE = "server-nonce";

  private final String username;
  private final String password;
  private final byte[] binding;
  private final String header;

  /**
   * For one account.
   *
   * @param binding what the client must have bound itself to; empty for no binding
   * @param header the GS2 header that is expected of the client
   */
  ScramServer(String username, String password, byte[] binding, String header) {
    this.username = username;
    this.password = password;
    this.binding = binding;
    this.header = header;
  }

  /** The server-first-message to a client-first-message. */
  String first(String clientFirst) {
    if (!clientFirst.startsWith(header)) {
      throw new IllegalStateException("expected " + header + ", got " + clientFirst);
    }
    Map<String, String> said = fields(bare(clientFirst));
    if (!username.equals(said.get("n"))) {
      return "e=unknown-user";
    }
    return "r=%s%s,s=%s,i=%d".formatted(said.get("r"), SERVER_NONCE, base64(SALT), ITERATIONS);
  }

  /** The server-final-message to a client-final-message. */
  String last(String clientFirst, String clientFinal) {
    try {
      String withoutProof = clientFinal.substring(0, clientFinal.lastIndexOf(",p="));
      Map<String, String> said = fields(clientFinal);
      byte[] expectedBinding = concat(header.getBytes(UTF_8), binding);
      if (!base64(expectedBinding).equals(said.get("c"))) {
        return "e=channel-bindings-dont-match";
      }
      String all = bare(clientFirst) + "," + first(clientFirst) + "," + withoutProof;
      byte[] salted = salted();
      byte[] clientKey = hmac(salted, "Client Key");
      byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
      byte[] proof = xor(clientKey, hmac(storedKey, all));
      if (!base64(proof).equals(said.get("p"))) {
        return "e=invalid-proof";
      }
      return "v=" + base64(hmac(hmac(salted, "Server Key"), all));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String bare(String clientFirst) {
    return clientFirst.substring(header.length());
  }

  private byte[] salted() throws GeneralSecurityException {
    PBEKeySpec key = new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, 256);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static byte[] xor(byte[] one, byte[] other) {
    byte[] result = one.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= other[i];
    }
    return result;
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private static Map<String, String> fields(String message) {
    Map<String, String> fields = new HashMap<>();
    for (String field : message.split(",", -1)) {
      fields.put(field.substring(0, 1), field.substring(2));
    }
    return fields;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
