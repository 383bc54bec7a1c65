package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. One exchange,
 * one thread.
 */
final class Scram {
  private static final Pattern FIRST =
      Pattern.compile("([ny],(?:a=[^,]*)?,)(n=([^,]+),r=([!-+\\--~]+)(?:,.*)?)");
  private static final Pattern FINAL = Pattern.compile("(c=([^,]+),r=([^,]+)(?:,.*)?),p=([^,]+)");
  private static final byte[] SECRET = random(32);

  private final Users users;
  private String user = "";
  private String header = "";
  private String nonce = "";
  private String soFar = "";
  private Optional<Password> known = Optional.empty();

  Scram(Users users) {
    this.users = users;
  }

  /** Answers the client's first message; empty when it is none. */
  Optional<String> first(String message) {
    Matcher matcher = FIRST.matcher(message);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    header = matcher.group(1);
    user = matcher.group(3).replace("=2C", ",").replace("=3D", "=");
    known = users.find(user);
    nonce = matcher.group(4) + Base64.getEncoder().encodeToString(random(18));
    String answer =
        "r=%s,s=%s,i=%d"
            .formatted(
                nonce,
                Base64.getEncoder().encodeToString(known.map(Password::salt).orElseGet(this::salt)),
                known.map(Password::iterations).orElse(Password.ITERATIONS));
    soFar = matcher.group(2) + "," + answer;
    return Optional.of(answer);
  }

  /** Judges the client's proof; the server's own if it is right, else empty. */
  Optional<String> last(String message) {
    Matcher matcher = FINAL.matcher(message);
    if (!matcher.matches()
        || known.isEmpty()
        || !matcher.group(3).equals(nonce)
        || !matcher.group(2).equals(Base64.getEncoder().encodeToString(header.getBytes(UTF_8)))) {
      return Optional.empty();
    }
    Password password = known.get();
    byte[] all = (soFar + "," + matcher.group(1)).getBytes(UTF_8);
    byte[] key = xor(proof(matcher.group(4)), Password.hmac(password.storedKey(), all));
    if (!MessageDigest.isEqual(Password.sha256(key), password.storedKey())) {
      return Optional.empty();
    }
    byte[] own = Password.hmac(password.serverKey(), all);
    return Optional.of("v=" + Base64.getEncoder().encodeToString(own));
  }

  String user() {
    return user;
  }

  /** Always the same for a name that nobody has, so that it cannot be told from one that exists. */
  private byte[] salt() {
    byte[] whole = Password.hmac(SECRET, user.getBytes(UTF_8));
    return Arrays.copyOf(whole, 16);
  }

  private static byte[] proof(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException none) {
      return new byte[0];
    }
  }

  private static byte[] xor(byte[] proof, byte[] signature) {
    byte[] key = new byte[signature.length];
    for (int i = 0; i < key.length && proof.length == key.length; i++) {
      key[i] = (byte) (proof[i] ^ signature[i]);
    }
    return key;
  }

  private static byte[] random(int length) {
    byte[] octets = new byte[length];
    new SecureRandom().nextBytes(octets);
    return octets;
  }
}
