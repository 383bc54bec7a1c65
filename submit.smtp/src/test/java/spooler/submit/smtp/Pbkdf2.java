package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The client's derivation, as RFC 5802 section 2.2 writes it, apart from the code under test. */
final class Pbkdf2 {
  private Pbkdf2() {}

  static byte[] of(String password, byte[] salt, int iterations) {
    byte[] key = password.getBytes(UTF_8);
    byte[] first = Arrays.copyOf(salt, salt.length + 4);
    first[first.length - 1] = 1;
    byte[] step = Password.hmac(key, first);
    byte[] result = step.clone();
    for (int i = 1; i < iterations; i++) {
      step = Password.hmac(key, step);
      for (int k = 0; k < result.length; k++) {
        result[k] ^= step[k];
      }
    }
    return result;
  }
}
