package spooler.transport.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.OAuthSettings;
import spooler.transport.smtp.auth.SignInSettings;
import spooler.transport.smtp.tls.TlsMode;
import spooler.transport.smtp.tls.TlsSettings;

/**
 * {@link SmtpConfig} after checking, in real types.
 *
 * @param host name or address of the relay
 * @param port its port
 * @param tls how the connection is encrypted
 * @param signIn who signs in, and how; null for nobody
 * @param heloName what this side calls itself in EHLO
 * @param connectTimeout limit on connecting, for each address of the host
 * @param replyTimeout limit on one reply; the reply to a whole message has twice as long
 * @param retryAfter how long to leave the relay alone after a failure or a "not now"
 * @param lanes how many connections may be open at once
 * @param onDemand whether it sends only when it is asked to
 */
record SmtpSettings(
    String host,
    int port,
    TlsSettings tls,
    @Nullable SignInSettings signIn,
    String heloName,
    Duration connectTimeout,
    Duration replyTimeout,
    Duration retryAfter,
    int lanes,
    boolean onDemand) {
  private static final int SUBMISSIONS = 465; // RFC 8314
  private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%\\[\\]-]+");
  private static final Pattern HELO_NAME = Pattern.compile("[A-Za-z0-9.-]+|\\[[A-Za-z0-9.:]+]");

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException that names the key, says what is wrong, and gives an example
   */
  SmtpSettings {
    require(HOST.matcher(host).matches(), "host", host, "name the relay, e.g. mail.example.org");
    require(port >= 1 && port <= 65_535, "port", port, "use 1 to 65535, e.g. 25");
    require(
        HELO_NAME.matcher(heloName).matches(),
        "heloName",
        heloName,
        "give this computer's name, e.g. gateway.example.org, or leave it out");
    requireTime(connectTimeout, "connectTimeoutMillis", "30000");
    requireTime(replyTimeout, "replyTimeoutMillis", "300000");
    requireTime(retryAfter, "retryAfterSeconds", "60");
    require(lanes >= 1 && lanes <= 64, "spooler.transport.lanes", lanes, "use 1 to 64, e.g. 2");
  }

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException as above, also for a value of the wrong kind
   */
  static SmtpSettings of(SmtpConfig config) {
    String host = Setting.read("host", "mail.example.org", config::host).strip();
    int port = Setting.read("port", "25", config::port);
    String helo = Setting.read("heloName", "gateway.example.org", config::heloName).strip();
    return new SmtpSettings(
        host,
        port,
        tls(TlsMode.of(config.tls(), host, port, SUBMISSIONS), config),
        signIn(config),
        helo.isEmpty() ? localName() : helo,
        Duration.ofMillis(
            Setting.read("connectTimeoutMillis", "30000", config::connectTimeoutMillis)),
        Duration.ofMillis(Setting.read("replyTimeoutMillis", "300000", config::replyTimeoutMillis)),
        Duration.ofSeconds(Setting.read("retryAfterSeconds", "60", config::retryAfterSeconds)),
        Setting.read("spooler.transport.lanes", "2", config::spooler_transport_lanes),
        Setting.read("spooler.transport.on.demand", "true", config::spooler_transport_on_demand));
  }

  private static TlsSettings tls(TlsMode mode, SmtpConfig config) {
    return TlsSettings.of(
        mode,
        new TlsSettings.Text(
            config.tlsTrust(),
            config._tlsTrustPassword(),
            config.tlsKey(),
            config._tlsKeyPassword(),
            config.tlsFingerprint()));
  }

  private static @Nullable SignInSettings signIn(SmtpConfig config) {
    return SignInSettings.of(
        new SignInSettings.Text(
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
                config.oauthScope())));
  }

  /** Host and port as people write them. */
  String relay() {
    return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
  }

  private static String localName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return HELO_NAME.matcher(name).matches() ? name : "localhost";
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  private static void requireTime(Duration value, String key, String example) {
    boolean usable = value.compareTo(Duration.ZERO) > 0 && value.compareTo(Duration.ofDays(1)) <= 0;
    require(usable, key, value, "use more than 0 and a day at most, e.g. " + example);
  }

  private static void require(boolean holds, String key, Object value, String instead) {
    if (!holds) {
      throw new IllegalArgumentException("%s = \"%s\": %s".formatted(key, value, instead));
    }
  }
}
