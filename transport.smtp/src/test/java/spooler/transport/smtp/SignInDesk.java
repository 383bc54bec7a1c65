package spooler.transport.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.jspecify.annotations.Nullable;

/** The relay's side of AUTH (RFC 4954), for one account. */
final class SignInDesk implements RelayScript.Partner {
  static final String USER = "ann";

  private final String password;
  private final Set<String> tokens = new HashSet<>();
  private final List<String> mechanisms = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private byte[] binding = {};
  private String scramHeader = "y,,"; // could be bound, if we offered that
  private String mechanism = "";
  private @Nullable SaslServer cram;

  SignInDesk(String password) {
    this.password = password;
  }

  /** Takes these tokens. */
  SignInDesk taking(String... good) {
    tokens.addAll(List.of(good));
    return this;
  }

  /** Expects of SCRAM that header and, behind it, that binding. */
  SignInDesk bound(String header, byte[] to) {
    scramHeader = header;
    binding = to;
    return this;
  }

  /** The mechanisms that were tried. */
  List<String> tried() {
    return List.copyOf(mechanisms);
  }

  @Override
  public @Nullable String reply(String command) {
    if (command.startsWith("AUTH ")) {
      String[] words = command.split(" ", -1);
      mechanism = words[1];
      mechanisms.add(mechanism);
      answers.clear();
      if (words.length == 3) {
        answers.add(decoded(words[2]));
      }
      return next();
    }
    if (mechanism.isEmpty()) {
      return null;
    }
    answers.add(decoded(command));
    return next();
  }

  private String next() {
    String reply =
        switch (mechanism) {
          case "PLAIN" -> plain();
          case "LOGIN" -> login();
          case "CRAM-MD5" -> cramMd5();
          case "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS" -> scram();
          default -> bearer();
        };
    if (!reply.startsWith("334")) {
      mechanism = "";
    }
    return reply;
  }

  private String plain() {
    return answers.isEmpty()
        ? "334 "
        : verdict(answers.get(0).equals("\0" + USER + "\0" + password));
  }

  private String login() {
    return switch (answers.size()) {
      case 0 -> challenge("Username:");
      case 1 -> challenge("Password:");
      default -> verdict(answers.equals(List.of(USER, password)));
    };
  }

  private String cramMd5() {
    try {
      if (answers.isEmpty()) {
        SaslServer fresh =
            Sasl.createSaslServer("CRAM-MD5", "smtp", "relay.test", Map.of(), this::answer);
        cram = fresh;
        return challenge(new String(fresh.evaluateResponse(new byte[0]), UTF_8));
      }
      SaslServer begun = Objects.requireNonNull(cram);
      begun.evaluateResponse(answers.get(0).getBytes(UTF_8));
      return verdict(begun.isComplete());
    } catch (SaslException refused) {
      return verdict(false);
    }
  }

  private void answer(Callback[] asked) {
    for (Callback each : asked) {
      if (each instanceof NameCallback name) {
        name.setName(name.getDefaultName());
      } else if (each instanceof PasswordCallback secret) {
        secret.setPassword(password.toCharArray());
      } else if (each instanceof AuthorizeCallback authorize) {
        authorize.setAuthorized(authorize.getAuthenticationID().equals(USER));
      }
    }
  }

  private String scram() {
    ScramServer server = new ScramServer(USER, password, binding, scramHeader);
    return switch (answers.size()) {
      case 0 -> "334 ";
      case 1 -> challenge(server.first(answers.get(0)));
      case 2 -> challenge(server.last(answers.get(0), answers.get(1)));
      default -> verdict(server.last(answers.get(0), answers.get(1)).startsWith("v="));
    };
  }

  private String bearer() {
    if (answers.isEmpty()) {
      return "334 ";
    }
    if (answers.size() > 1) {
      return verdict(false);
    }
    boolean good =
        tokens.stream().anyMatch(t -> answers.get(0).contains("auth=Bearer " + t + "\1\1"));
    return good
        ? "235 2.7.0 welcome"
        : challenge("{\"status\":\"invalid_token\",\"schemes\":\"bearer\"}");
  }

  private static String challenge(String text) {
    return "334 " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String verdict(boolean good) {
    return good ? "235 2.7.0 welcome" : "535 5.7.8 bad credentials";
  }

  private static String decoded(String word) {
    return word.equals("=") ? "" : new String(Base64.getDecoder().decode(word), UTF_8);
  }
}
