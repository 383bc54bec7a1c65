package spooler.submit.smtp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Settings of the listener. A change makes a new one. */
@ObjectClassDefinition(
    name = "SMTP submission",
    description = "Takes mail from ordinary programs over SMTP")
public @interface SubmitConfig {
  @AttributeDefinition(
      name = "Address",
      description = "Address to listen at; a name is looked up once")
  String address() default "127.0.0.1";

  @AttributeDefinition(
      name = "Port",
      description = "1 to 65535; 0 for a free one",
      min = "0",
      max = "65535")
  int port() default 2525;

  @AttributeDefinition(
      name = "Host name",
      description = "What the spooler calls itself; this computer's name unless set",
      required = false)
  String hostName() default "";

  @AttributeDefinition(
      name = "Permitted networks",
      description = "Who may hand mail over without signing in, separated by commas")
  String permittedNetworks() default "127.0.0.0/8, ::1/128";

  @AttributeDefinition(
      name = "Users file",
      description = "Users and hashed passwords; nobody can sign in unless set",
      required = false)
  String usersFile() default "";

  @AttributeDefinition(
      name = "Passwords in the clear on loopback",
      description = "Whether PLAIN and LOGIN are taken without TLS from this computer")
  boolean clearPasswordsOnLoopback() default false;

  @AttributeDefinition(
      name = "Certificate file",
      description = "PEM, the server's certificate first, then its chain; no TLS unless set",
      required = false)
  String certificateFile() default "";

  @AttributeDefinition(
      name = "Private key file",
      description = "PEM, PKCS #8, not encrypted",
      required = false)
  String privateKeyFile() default "";

  @AttributeDefinition(
      name = "Implicit TLS",
      description = "Whether a connection begins encrypted (port 465) instead of with STARTTLS")
  boolean implicitTls() default false;

  @AttributeDefinition(
      name = "ETRN networks",
      description = "Who may have a transport's mail sent with ETRN, separated by commas")
  String etrnNetworks() default "127.0.0.0/8, ::1/128";

  @AttributeDefinition(
      name = "Bare line ends",
      description = "refuse or normalise a CR or LF that stands alone",
      options = {@Option("refuse"), @Option("normalise")})
  String bareLineEnds() default "refuse";

  @AttributeDefinition(
      name = "Complete headers",
      description = "Whether a missing Message-ID and Date are added")
  boolean completeHeaders() default true;

  @AttributeDefinition(
      name = "Drop folder",
      description = "Where bin/sendmail puts mail while nobody listens; empty for none",
      required = false)
  String dropFolder() default "var/drop";

  @AttributeDefinition(
      name = "Connections",
      description = "At once, 1 to 10000",
      min = "1",
      max = "10000")
  int maxConnections() default 200;

  @AttributeDefinition(
      name = "Connections per address",
      description = "At once, from one address",
      min = "1",
      max = "10000")
  int maxConnectionsPerAddress() default 100;

  @AttributeDefinition(
      name = "Longest command",
      description = "Octets, 512 to 65536",
      min = "512",
      max = "65536")
  int maxCommandOctets() default 4096;

  @AttributeDefinition(
      name = "Longest header",
      description = "KiB of one message's header",
      min = "1",
      max = "16384")
  int maxHeaderKiB() default 256;

  @AttributeDefinition(name = "Longest message", description = "MiB", min = "1", max = "1000000")
  int maxMessageMiB() default 50;

  @AttributeDefinition(
      name = "Recipients",
      description = "Of one message, 100 to 10000",
      min = "100",
      max = "10000")
  int maxRecipients() default 1000;

  @AttributeDefinition(name = "Commands", description = "In one session", min = "10")
  int maxCommands() default 1_000_000;

  @AttributeDefinition(name = "Errors", description = "In one session", min = "1")
  int maxErrors() default 20;

  @AttributeDefinition(
      name = "Hops",
      description = "Received fields of a message that runs in circles",
      min = "1",
      max = "1000")
  int maxHops() default 50;

  @AttributeDefinition(
      name = "Idle time",
      description = "Seconds a client may be silent",
      min = "1",
      max = "86400")
  int idleSeconds() default 300;

  @AttributeDefinition(
      name = "Session time",
      description = "Minutes a session may last",
      min = "1",
      max = "10080")
  int sessionMinutes() default 120;
}
