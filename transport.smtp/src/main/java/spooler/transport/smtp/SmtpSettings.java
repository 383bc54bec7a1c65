package spooler.transport.smtp;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.transport.kit.Setting;
import spooler.transport.smtp.auth.OAuthSettings;
import spooler.transport.smtp.auth.SignInSettings;
import spooler.transport.smtp.fetch.FetchSettings;
import spooler.transport.smtp.tls.TlsMode;
import spooler.transport.smtp.tls.TlsSettings;

/**
 * {@link SmtpConfig} after checking, in real types.
 *
 * @param relays whom to call, the preferred one first
 * @param tls how connections are encrypted
 * @param signIn who signs in, and how; null for nobody
 * @param heloName what this side calls itself in EHLO
 * @param patience how long what may take
 * @param limits how much is asked of the relays
 * @param lanes how many connections may be open at once
 * @param onDemand whether it sends only when it is asked to
 */
record SmtpSettings(
    List<Relay> relays,
    TlsSettings tls,
    @Nullable SignInSettings signIn,
    String heloName,
    Patience patience,
    Limits limits,
    int lanes,
    boolean onDemand) {
  private static final int SUBMISSIONS = 465; // RFC 8314
  private static final Pattern HELO_NAME = Pattern.compile("[A-Za-z0-9.-]+|\\[[A-Za-z0-9.:]+]");

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException that names the key, says what is wrong, and gives an example
   */
  SmtpSettings {
    relays = List.copyOf(relays);
    if (!HELO_NAME.matcher(heloName).matches()) {
      throw new IllegalArgumentException(
          "heloName = \"%s\": give this computer's name, e.g. gateway.example.org, or leave it out"
              .formatted(heloName));
    }
    if (lanes < 1 || lanes > 64) {
      throw new IllegalArgumentException(
          "spooler.transport.lanes = \"%d\": use 1 to 64, e.g. 2".formatted(lanes));
    }
  }

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException as above, also for a value of the wrong kind
   */
  static SmtpSettings of(SmtpConfig config) {
    List<Relay> relays =
        Relay.all(
            Setting.read("host", "mail.example.org", config::host),
            Setting.read("port", "587", config::port));
    return new SmtpSettings(
        relays,
        tls(mode(config.tls(), relays), config),
        SignInSettings.of(signInText(config)),
        heloName(config),
        patience(config),
        limits(config),
        Setting.read("spooler.transport.lanes", "2", config::spooler_transport_lanes),
        Setting.read("spooler.transport.on.demand", "true", config::spooler_transport_on_demand));
  }

  /** How the relay is asked that holds mail for us. */
  static SmtpSettings toAsk(SmtpConfig config, FetchSettings fetch) {
    return new SmtpSettings(
        List.of(new Relay(fetch.source().host(), fetch.source().port())),
        fetch.tls(),
        fetch.signIn(),
        heloName(config),
        patience(config),
        limits(config),
        1,
        config.spooler_transport_on_demand());
  }

  private static String heloName(SmtpConfig config) {
    String helo = Setting.read("heloName", "gateway.example.org", config::heloName).strip();
    return helo.isEmpty() ? localName() : helo;
  }

  private static TlsMode mode(String text, List<Relay> relays) {
    if (!text.isBlank()) {
      return TlsMode.of(text);
    }
    long implicit = relays.stream().filter(relay -> relay.port() == SUBMISSIONS).count();
    if (implicit == relays.size()) {
      return TlsMode.IMPLICIT;
    }
    if (implicit > 0) {
      throw new IllegalArgumentException(
          "host = \"%s\": port 465 encrypts in another way than the others; use the same port for all,"
                  .formatted(relays.stream().map(Relay::toString).collect(joining(", ")))
              + " or say which way, e.g. tls = required");
    }
    return relays.stream().allMatch(Relay::isHere) ? TlsMode.NONE : TlsMode.REQUIRED;
  }

  static Patience patience(SmtpConfig config) {
    return new Patience(
        Duration.ofMillis(
            Setting.read("connectTimeoutMillis", "30000", config::connectTimeoutMillis)),
        Duration.ofMillis(Setting.read("replyTimeoutMillis", "300000", config::replyTimeoutMillis)),
        Duration.ofSeconds(Setting.read("retryAfterSeconds", "60", config::retryAfterSeconds)),
        Duration.ofSeconds(Setting.read("failbackSeconds", "300", config::failbackSeconds)),
        Duration.ofSeconds(Setting.read("idleSeconds", "10", config::idleSeconds)));
  }

  private static Limits limits(SmtpConfig config) {
    return new Limits(
        Setting.read("messagesPerMinute", "30", config::messagesPerMinute),
        Setting.read("burst", "10", config::burst),
        1024L * Setting.read("maxMessageKiB", "25600", config::maxMessageKiB),
        Setting.read("messagesPerConnection", "100", config::messagesPerConnection),
        Setting.read("recipientsPerMessage", "100", config::recipientsPerMessage));
  }

  /** A relay that is not verified leaves the certificates to whoever else is. */
  private static TlsSettings tls(TlsMode mode, SmtpConfig config) {
    boolean forFetching = !mode.verifies() && !config.fetch().isBlank();
    return TlsSettings.of(mode, forFetching ? TlsSettings.Text.EMPTY : certificates(config));
  }

  static TlsSettings.Text certificates(SmtpConfig config) {
    return new TlsSettings.Text(
        config.tlsTrust(),
        config._tlsTrustPassword(),
        config.tlsKey(),
        config._tlsKeyPassword(),
        config.tlsFingerprint());
  }

  static SignInSettings.Text signInText(SmtpConfig config) {
    return new SignInSettings.Text(
        SignInSettings.Keys.RELAY,
        config.username(),
        config._password(),
        config.passwordFile(),
        config.authMechanisms(),
        new OAuthSettings.Text(
            config.oauthTokenUrl(),
            config.oauthClientId(),
            config._oauthClientSecret(),
            config.oauthClientSecretFile(),
            config._oauthRefreshToken(),
            config.oauthRefreshTokenFile(),
            config.oauthScope()));
  }

  private static String localName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return HELO_NAME.matcher(name).matches() ? name : "localhost";
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
