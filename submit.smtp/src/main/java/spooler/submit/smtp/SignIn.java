package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The exchange of AUTH (RFC 4954): PLAIN (RFC 4616), LOGIN, and SCRAM-SHA-256. One thread. */
final class SignIn {
  /** RFC 4954 section 4: responses are longer than commands. */
  private static final int LONGEST = 12_288;

  private final Wire wire;
  private final CommandReader commands;
  private final Users users;
  private final boolean secret;

  /**
   * Sign-in over that connection.
   *
   * @param secret whether a password may be said aloud
   */
  SignIn(Wire wire, CommandReader commands, Users users, boolean secret) {
    this.wire = wire;
    this.commands = commands;
    this.users = users;
    this.secret = secret;
  }

  /** What EHLO says of it. */
  String offer() {
    return secret ? "AUTH SCRAM-SHA-256 PLAIN LOGIN" : "AUTH SCRAM-SHA-256";
  }

  /**
   * Carries out AUTH with this argument.
   *
   * @return the user; empty when it is not one, or not that one's password
   */
  Optional<String> run(String argument) throws IOException {
    String[] words = argument.split(" +", 2);
    String mechanism = words[0].toUpperCase(Locale.ROOT);
    Optional<String> initial =
        words.length < 2 ? Optional.empty() : Optional.of(words[1].equals("=") ? "" : words[1]);
    boolean aloud = mechanism.equals("PLAIN") || mechanism.equals("LOGIN");
    if (aloud && !secret) {
      throw new RefusedException(538, "5.7.11", "encrypt first: say STARTTLS");
    }
    return switch (mechanism) {
      case "PLAIN" -> plain(initial.isPresent() ? decode(initial.get()) : ask(""));
      case "LOGIN" ->
          login(initial.isPresent() ? decode(initial.get()) : ask("Username:"), ask("Password:"));
      case "SCRAM-SHA-256" -> scram(initial.isPresent() ? decode(initial.get()) : ask(""));
      default -> throw new RefusedException(504, "5.5.4", "there is no such mechanism");
    };
  }

  private Optional<String> plain(String message) throws RefusedException {
    String[] parts = message.split("\0", -1);
    if (parts.length != 3 || !(parts[0].isEmpty() || parts[0].equals(parts[1]))) {
      throw new RefusedException(501, "5.5.2", "cannot read the PLAIN response");
    }
    return login(parts[1], parts[2]);
  }

  private Optional<String> login(String name, String password) {
    return users.match(name, password.toCharArray()) ? Optional.of(name) : Optional.empty();
  }

  private Optional<String> scram(String first) throws IOException {
    Scram scram = new Scram(users);
    Optional<String> answer = scram.first(first);
    if (answer.isEmpty()) {
      throw new RefusedException(501, "5.5.2", "cannot read the SCRAM message");
    }
    Optional<String> proof = scram.last(ask(answer.get()));
    if (proof.isEmpty()) {
      return Optional.empty();
    }
    ask(proof.get());
    return Optional.of(scram.user());
  }

  private String ask(String challenge) throws IOException {
    wire.reply(Reply.of(334, "", Base64.getEncoder().encodeToString(challenge.getBytes(UTF_8))));
    Line line = commands.next(LONGEST);
    if (!line.isFine()) {
      throw new RefusedException(500, "5.5.6", line.fault().text());
    }
    if (line.text().equals("*")) {
      throw new RefusedException(501, "5.7.0", "given up");
    }
    return decode(line.text());
  }

  private static String decode(String base64) throws RefusedException {
    try {
      return new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException none) {
      throw new RefusedException(501, "5.5.2", "that is no base64");
    }
  }
}
