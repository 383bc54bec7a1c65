package spooler.transport.smtp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Settings of one transport. */
@ObjectClassDefinition(
    name = "SMTP transport",
    description =
        "Sends Internet mail to a relay host, or to the first of several that works, and fetches it;"
            + " one configuration per transport")
public @interface SmtpConfig {
  /** Key {@code spooler.transport.name}. */
  @AttributeDefinition(
      name = "Name",
      description = "Short unique name; the configuration's own unless set",
      required = false)
  String spooler_transport_name() default "";

  /** Key {@code service.ranking}. */
  @AttributeDefinition(
      name = "Ranking",
      description = "Place in the profile: the highest ranking is asked first")
  int service_ranking() default 0;

  /** Key {@code host}. */
  @AttributeDefinition(
      name = "Relay",
      description =
          "Name or address of the relay host; several with commas between, the preferred one first,"
              + " each with :port if it has one of its own")
  String host() default "";

  /** Key {@code port}. */
  @AttributeDefinition(
      name = "Port",
      description = "1 to 65535; of each relay that names none of its own",
      min = "1",
      max = "65535")
  int port() default 25;

  /** Key {@code tls}. */
  @AttributeDefinition(
      name = "Encryption",
      description =
          "required: by STARTTLS, and verified; implicit: from the start, as on port 465;"
              + " opportunistic: where the relay offers it, with anybody; none. Unless set:"
              + " implicit on port 465, none to this computer itself, required elsewhere",
      required = false,
      options = {
        @Option("required"),
        @Option("implicit"),
        @Option("opportunistic"),
        @Option("none")
      })
  String tls() default "";

  /** Key {@code tlsTrust}. */
  @AttributeDefinition(
      name = "Trusted certificates",
      description =
          "PEM or PKCS #12 file of the certificates that are trusted instead of Java's own",
      required = false)
  String tlsTrust() default "";

  /** Key {@code .tlsTrustPassword}. */
  @AttributeDefinition(
      name = "Password of the trusted certificates",
      description = "Of a PKCS #12 file that has one",
      type = AttributeType.PASSWORD,
      required = false)
  String _tlsTrustPassword() default "";

  /** Key {@code tlsKey}. */
  @AttributeDefinition(
      name = "Own certificate",
      description =
          "PEM or PKCS #12 file of the certificate and key to show to a relay that asks for one",
      required = false)
  String tlsKey() default "";

  /** Key {@code .tlsKeyPassword}. */
  @AttributeDefinition(
      name = "Password of the own certificate",
      description = "Of a PKCS #12 file that has one",
      type = AttributeType.PASSWORD,
      required = false)
  String _tlsKeyPassword() default "";

  /** Key {@code tlsFingerprint}. */
  @AttributeDefinition(
      name = "Fingerprint",
      description =
          "SHA-256 of the one certificate that is trusted, whatever its name and issuer;"
              + " several with commas between",
      required = false)
  String tlsFingerprint() default "";

  /** Key {@code username}. */
  @AttributeDefinition(
      name = "User name",
      description = "Who signs in to the relay; nobody unless set",
      required = false)
  String username() default "";

  /** Key {@code .password}. */
  @AttributeDefinition(
      name = "Password",
      description = "What to sign in with",
      type = AttributeType.PASSWORD,
      required = false)
  String _password() default "";

  /** Key {@code passwordFile}. */
  @AttributeDefinition(
      name = "Password file",
      description =
          "File that holds the password; only its owner may write it, and only its group read it",
      required = false)
  String passwordFile() default "";

  /** Key {@code authMechanisms}. */
  @AttributeDefinition(
      name = "Ways to sign in",
      description =
          "Those that may be used, the preferred one first, with commas between; all unless set",
      required = false)
  String authMechanisms() default "";

  /** Key {@code oauthTokenUrl}. */
  @AttributeDefinition(
      name = "Token endpoint",
      description =
          "URL of the OAuth 2.0 token endpoint, to sign in with a token instead of a password",
      required = false)
  String oauthTokenUrl() default "";

  /** Key {@code oauthClientId}. */
  @AttributeDefinition(
      name = "Client",
      description = "Whom the token endpoint knows this program as",
      required = false)
  String oauthClientId() default "";

  /** Key {@code .oauthClientSecret}. */
  @AttributeDefinition(
      name = "Client secret",
      description = "What proves it there",
      type = AttributeType.PASSWORD,
      required = false)
  String _oauthClientSecret() default "";

  /** Key {@code oauthClientSecretFile}. */
  @AttributeDefinition(
      name = "Client secret file",
      description = "File that holds the client secret",
      required = false)
  String oauthClientSecretFile() default "";

  /** Key {@code .oauthRefreshToken}. */
  @AttributeDefinition(
      name = "Refresh token",
      description =
          "What access tokens are had for; the client's own credentials are used unless set",
      type = AttributeType.PASSWORD,
      required = false)
  String _oauthRefreshToken() default "";

  /** Key {@code oauthRefreshTokenFile}. */
  @AttributeDefinition(
      name = "Refresh token file",
      description =
          "File that holds the refresh token; a new one from the token endpoint is written there",
      required = false)
  String oauthRefreshTokenFile() default "";

  /** Key {@code oauthScope}. */
  @AttributeDefinition(
      name = "Scope",
      description = "What the token is to be good for",
      required = false)
  String oauthScope() default "";

  /** Key {@code fetch}. */
  @AttributeDefinition(
      name = "Fetch from",
      description =
          "imaps://host/folder, imap://, pop3s://host, pop3://, etrn://relay/domain or"
              + " atrn://relay/domain,domain; nothing unless set",
      required = false)
  String fetch() default "";

  /** Key {@code fetchTo}. */
  @AttributeDefinition(
      name = "Fetch for",
      description = "Local recipients of what a mailbox holds, with commas between",
      required = false)
  String fetchTo() default "";

  /** Key {@code fetchUsername}. */
  @AttributeDefinition(
      name = "User name for fetching",
      description = "Who signs in to fetch; the one that signs in to the relay unless set",
      required = false)
  String fetchUsername() default "";

  /** Key {@code .fetchPassword}. */
  @AttributeDefinition(
      name = "Password for fetching",
      description = "Unless set, the way to sign in to the relay is used here too",
      type = AttributeType.PASSWORD,
      required = false)
  String _fetchPassword() default "";

  /** Key {@code fetchPasswordFile}. */
  @AttributeDefinition(
      name = "Password file for fetching",
      description = "File that holds the password; only its owner may write it",
      required = false)
  String fetchPasswordFile() default "";

  /** Key {@code fetchTls}. */
  @AttributeDefinition(
      name = "Encryption for fetching",
      description =
          "required, opportunistic or none. Unless set: from the start with imaps and pop3s, none"
              + " to this computer itself, required elsewhere",
      required = false,
      options = {@Option("required"), @Option("opportunistic"), @Option("none")})
  String fetchTls() default "";

  /** Key {@code fetchKeep}. */
  @AttributeDefinition(
      name = "Keep on the server",
      description = "Whether fetched messages stay there; otherwise they are deleted")
  boolean fetchKeep() default false;

  /** Key {@code fetchMaxMiB}. */
  @AttributeDefinition(
      name = "Largest message to fetch",
      description = "MiB; what is larger stays there, and is reported; 0 for no limit",
      min = "0")
  long fetchMaxMiB() default 0;

  /** Key {@code fetchFolder}. */
  @AttributeDefinition(
      name = "Folder for fetching",
      description =
          "Where is remembered what was fetched; a relative one begins at spooler.home, or where"
              + " the process was started")
  String fetchFolder() default "var/fetch";

  /** Key {@code fetchPollSeconds}. */
  @AttributeDefinition(
      name = "Look every",
      description =
          "Seconds between two looks at a mailbox whose server does not tell of new mail (IDLE);"
              + " 0 for only when asked",
      min = "0")
  long fetchPollSeconds() default 300;

  /** Key {@code heloName}. */
  @AttributeDefinition(
      name = "Own name",
      description = "What this side calls itself in EHLO; this computer's name unless set",
      required = false)
  String heloName() default "";

  /** Key {@code connectTimeoutMillis}. */
  @AttributeDefinition(
      name = "Connect time-out",
      description = "Milliseconds to wait for a connection, for each address of the relay")
  long connectTimeoutMillis() default 30_000;

  /** Key {@code replyTimeoutMillis}. */
  @AttributeDefinition(
      name = "Reply time-out",
      description = "Milliseconds to wait for one reply; twice as long after a whole message")
  long replyTimeoutMillis() default 300_000;

  /** Key {@code retryAfterSeconds}. */
  @AttributeDefinition(
      name = "Retry after",
      description = "Seconds to wait after a failed connection or a temporary refusal")
  long retryAfterSeconds() default 60;

  /** Key {@code failbackSeconds}. */
  @AttributeDefinition(
      name = "Failback",
      description = "Seconds to use another relay than the first before that is tried again",
      min = "0")
  long failbackSeconds() default 300;

  /** Key {@code idleSeconds}. */
  @AttributeDefinition(
      name = "Idle",
      description = "Seconds to keep a connection for the next turn; 0 for not at all",
      min = "0")
  long idleSeconds() default 10;

  /** Key {@code messagesPerMinute}. */
  @AttributeDefinition(
      name = "Messages a minute",
      description = "Over all connections to all relays; 0 for no limit",
      min = "0")
  int messagesPerMinute() default 0;

  /** Key {@code burst}. */
  @AttributeDefinition(
      name = "Burst",
      description = "Messages that may go at once after a rest, where there is a limit")
  int burst() default 10;

  /** Key {@code maxMessageKiB}. */
  @AttributeDefinition(
      name = "Largest message",
      description = "KiB; what is larger is refused; 0 for no limit but the relay's",
      min = "0")
  int maxMessageKiB() default 0;

  /** Key {@code messagesPerConnection}. */
  @AttributeDefinition(
      name = "Messages per connection",
      description = "Then it is closed, and another one opened; 0 for no limit but the relay's",
      min = "0")
  int messagesPerConnection() default 0;

  /** Key {@code recipientsPerMessage}. */
  @AttributeDefinition(
      name = "Recipients at a time",
      description =
          "Of one message; more follow in another transaction; 0 for no limit but the relay's",
      min = "0")
  int recipientsPerMessage() default 0;

  /** Key {@code spooler.transport.on.demand}. */
  @AttributeDefinition(
      name = "On demand",
      description = "Whether it sends only when it is asked to, not by itself")
  boolean spooler_transport_on_demand() default false;

  /** Key {@code spooler.transport.lanes}. */
  @AttributeDefinition(
      name = "Lanes",
      description = "Connections to the relay at once, 1 to 64",
      min = "1",
      max = "64")
  int spooler_transport_lanes() default 1;
}
