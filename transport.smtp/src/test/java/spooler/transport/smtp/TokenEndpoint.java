package spooler.transport.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A token endpoint as RFC 6749 has it: the client shows its secret (2.3.1), asks in a form for a
 * token with its own credentials (4.4) or a refresh token (6), and gets JSON (5.1, 5.2). A mail
 * server may ask whose a token is (RFC 7662).
 */
final class TokenEndpoint implements AutoCloseable {
  static final String CLIENT = "the client:id";
  static final String SECRET = "top secret+%";

  private final HttpServer server;
  private final Deque<String> scripted = new ArrayDeque<>();
  private final List<Map<String, String>> asked = new ArrayList<>();
  private String refreshToken = "refresh 1";
  private String moreFields = "";
  private boolean rotates;
  private String ending = "";
  private int issued;
  private int revoked;

  TokenEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::serve);
    server.createContext("/introspect", this::introspect);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d/token".formatted(server.getAddress().getPort());
  }

  /** Where a mail server asks whose a token is; all are bob's. */
  String introspectionUrl() {
    return "http://127.0.0.1:%d/introspect".formatted(server.getAddress().getPort());
  }

  /** Issues tokens of so many octets more, as those are that say much in themselves. */
  synchronized TokenEndpoint lengthening(int octets) {
    ending = "x".repeat(octets);
    return this;
  }

  /** None of the tokens so far is good any more. */
  synchronized void revoke() {
    revoked = issued;
  }

  /** Answers the next request so: status, blank, body. */
  synchronized TokenEndpoint answering(String... answers) {
    scripted.addAll(List.of(answers));
    return this;
  }

  /** Says this besides in every answer, such as {@code ,"expires_in":1}. */
  synchronized TokenEndpoint adding(String fields) {
    moreFields = fields;
    return this;
  }

  /** Gives a new refresh token with each access token, and forgets the old one. */
  synchronized TokenEndpoint rotating() {
    rotates = true;
    return this;
  }

  /** The parameters of each request so far. */
  synchronized List<Map<String, String>> asked() {
    return List.copyOf(asked);
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    String answer = answer(exchange, form);
    byte[] body = answer.substring(4).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (answer.startsWith("401")) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"token\"");
    }
    exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized String answer(HttpExchange exchange, Map<String, String> form) {
    asked.add(form);
    if (!scripted.isEmpty()) {
      return scripted.remove();
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (!exchange.getRequestMethod().equals("POST")
        || !"application/x-www-form-urlencoded".equals(type)) {
      return "400 {\"error\":\"invalid_request\"}";
    }
    if (!isClient(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return "401 {\"error\":\"invalid_client\"}";
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "client_credentials" -> grant("");
      case "refresh_token" ->
          refreshToken.equals(form.get("refresh_token"))
              ? grant(rotated())
              : "400 {\"error\":\"invalid_grant\",\"error_description\":\"token\\nexpired\"}";
      default -> "400 {\"error\":\"unsupported_grant_type\"}";
    };
  }

  private String rotated() {
    if (!rotates) {
      return "";
    }
    refreshToken = "refresh " + (issued + 2);
    return ",\"refresh_token\":\"%s\"".formatted(refreshToken);
  }

  private String grant(String more) {
    issued++;
    return "200 {\"access_token\":\"%s\",\"token_type\":\"Bearer\"%s%s}"
        .formatted(token(issued), more, moreFields);
  }

  private String token(int number) {
    return "access-" + number + ending;
  }

  private void introspect(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    boolean active = isGood(form.getOrDefault("token", ""));
    byte[] body =
        (active ? "{\"active\":true,\"username\":\"bob\"}" : "{\"active\":false}").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized boolean isGood(String token) {
    return IntStream.rangeClosed(revoked + 1, issued).mapToObj(this::token).anyMatch(token::equals);
  }

  private static boolean isClient(String authorization) {
    if (authorization == null || !authorization.startsWith("Basic ")) {
      return false;
    }
    String[] pair =
        new String(Base64.getDecoder().decode(authorization.substring(6)), UTF_8).split(":", 2);
    return pair.length == 2 && decoded(pair[0]).equals(CLIENT) && decoded(pair[1]).equals(SECRET);
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(decoded(parts[0]), decoded(parts[1]));
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
