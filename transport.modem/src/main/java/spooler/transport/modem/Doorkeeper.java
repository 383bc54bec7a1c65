package spooler.transport.modem;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import spooler.transport.modem.at.Pause;
import spooler.transport.modem.line.Line;

/**
 * Asks who calls for a login and a password, as getty does. One thread.
 *
 * <p>A wrong one costs the caller time; after three the call is over. What was typed is never
 * quoted.
 */
final class Doorkeeper {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PENALTY = Duration.ofSeconds(1);
  private static final int MOST_PROMPTS = 12;
  private static final int MOST_TRIES = 3;
  private static final int LONGEST = 64;

  private final Line line;
  private final CallSettings settings;
  private final Pause pause;

  Doorkeeper(Line line, CallSettings settings, Pause pause) {
    this.line = line;
    this.settings = settings;
    this.pause = pause;
  }

  /**
   * Lets the caller in.
   *
   * @throws IOException when the caller may not come in, or hangs up
   */
  void letIn() throws IOException {
    int wrong = 0;
    for (int prompts = 0; prompts < MOST_PROMPTS && wrong < MOST_TRIES; prompts++) {
      String name = ask("login: ");
      if (name.isEmpty()) {
        continue; // callers wake a getty with a line end
      }
      if (fits(name, ask("Password: "))) {
        say("\r\n");
        return;
      }
      wrong++;
      pause.pause(PENALTY);
      say("Login incorrect\r\n");
    }
    throw new IOException("the caller did not log in: login or password was wrong");
  }

  /** Takes the same time whatever is wrong. */
  private boolean fits(String name, String password) throws IOException {
    boolean known = same(name, settings.answerLogin());
    boolean right = same(password, settings.answerPassword().reveal());
    return known && right;
  }

  private static boolean same(String typed, String right) {
    return MessageDigest.isEqual(
        typed.getBytes(StandardCharsets.ISO_8859_1), right.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String ask(String prompt) throws IOException {
    say(prompt);
    StringBuilder typed = new StringBuilder();
    byte[] octet = new byte[1];
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative()) {
        throw new SocketTimeoutException("the caller does not log in");
      }
      if (line.read(octet, 0, 1, left) < 0) {
        throw new IOException("the caller hung up before logging in");
      }
      char c = (char) (octet[0] & 0x7F);
      if (c == '\r' || c == '\n') {
        return typed.toString();
      }
      if (typed.length() < LONGEST) {
        typed.append(c);
      }
    }
  }

  private void say(String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    line.write(octets, 0, octets.length);
  }
}
