package spooler.transport.smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * One request to a token endpoint (RFC 6749, 3.2). The client shows its secret as section 2.3.1
 * says, which every server understands; one without a secret gives its name alone.
 */
record TokenRequest(OAuthSettings settings, String refreshToken) {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_UP_MILLIS = 250; // to see whether to go on

  /** Makes it, and waits for the answer. */
  TokenReply send(BooleanSupplier mayGoOn) throws IOException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build(); // no redirects
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request(), HttpResponse.BodyHandlers.ofString(UTF_8));
    try {
      HttpResponse<String> response = await(answer, mayGoOn);
      return new TokenReply(response.statusCode(), response.body());
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request() throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.tokenUrl())
            .timeout(LIMIT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(form(parameters())));
    if (settings.clientSecret().isGiven()) {
      String pair = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret().reveal());
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    return request.build();
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (refreshToken.isEmpty()) {
      parameters.put("grant_type", "client_credentials");
    } else {
      parameters.put("grant_type", "refresh_token");
      parameters.put("refresh_token", refreshToken);
    }
    if (!settings.scope().isEmpty()) {
      parameters.put("scope", settings.scope());
    }
    if (!settings.clientSecret().isGiven()) {
      parameters.put("client_id", settings.clientId());
    }
    return parameters;
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static <T> T await(CompletableFuture<T> answer, BooleanSupplier mayGoOn)
      throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try {
        return answer.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (!mayGoOn.getAsBoolean()) {
          throw new IOException("cancelled");
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("cancelled");
      } catch (ExecutionException failed) {
        throw new IOException(
            "the token endpoint cannot be reached: " + failed.getCause(), failed.getCause());
      }
    }
    throw new IOException("the token endpoint does not answer");
  }
}
