package spooler.transport.smtp.auth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * What the token endpoint answers (RFC 6749, 5.1 and 5.2).
 *
 * @param status of HTTP
 * @param body what should be a JSON object
 */
record TokenReply(int status, String body) {
  /** Where the server does not say how long a token is good for. */
  private static final Duration UNLESS_SAID = Duration.ofMinutes(5);

  /** A token that was granted. */
  record Granted(String accessToken, Duration goodFor, String refreshToken) {}

  /**
   * The token.
   *
   * @throws CredentialsException when the endpoint refuses what it was shown
   * @throws IOException in plain words, when it has other troubles
   */
  Granted granted() throws IOException {
    JsonObject fields = fields();
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      throw new CredentialsException(
          "the token endpoint refuses us: %s %s; correct the oauth settings, or validate the transport"
                  .formatted(status, problem(fields))
              + " when it has been put right there");
    }
    if (status != 200) {
      throw new IOException(
          "the token endpoint has troubles: %s %s".formatted(status, problem(fields)).strip());
    }
    String token = text(fields, "access_token");
    if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IOException("the token endpoint answers without a usable access_token");
    }
    String type = text(fields, "token_type");
    if (!type.isEmpty() && !type.toLowerCase(Locale.ROOT).equals("bearer")) {
      throw new IOException("the token endpoint gives tokens of a kind that is not for mail");
    }
    return new Granted(token, goodFor(fields), text(fields, "refresh_token"));
  }

  private JsonObject fields() throws IOException {
    try {
      JsonElement parsed = JsonParser.parseString(body);
      return parsed.isJsonObject() ? parsed.getAsJsonObject() : new JsonObject();
    } catch (JsonParseException noJson) {
      if (status == 200) {
        throw new IOException("the token endpoint answers with something that is no JSON", noJson);
      }
      return new JsonObject();
    }
  }

  /** Its words on what was wrong; never a token. */
  private static String problem(JsonObject fields) {
    String words = text(fields, "error") + " " + text(fields, "error_description");
    String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= 300 ? line : line.substring(0, 300) + "...";
  }

  private static Duration goodFor(JsonObject fields) {
    String seconds = text(fields, "expires_in"); // some write it as a text
    return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : UNLESS_SAID;
  }

  private static String text(JsonObject fields, String name) {
    return fields.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
  }
}
