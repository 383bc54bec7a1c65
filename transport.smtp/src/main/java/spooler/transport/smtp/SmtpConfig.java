package spooler.transport.smtp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one relay. */
@ObjectClassDefinition(
    name = "SMTP transport",
    description = "Sends Internet mail to a relay host; one configuration per relay")
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
  @AttributeDefinition(name = "Relay host", description = "Name or address of the relay")
  String host() default "";

  /** Key {@code port}. */
  @AttributeDefinition(name = "Port", description = "1 to 65535")
  int port() default 25;

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

  /** Key {@code spooler.transport.on.demand}. */
  @AttributeDefinition(
      name = "On demand",
      description = "Whether it sends only when it is asked to, not by itself")
  boolean spooler_transport_on_demand() default false;

  /** Key {@code spooler.transport.lanes}. */
  @AttributeDefinition(name = "Lanes", description = "Connections to the relay at once, 1 to 64")
  int spooler_transport_lanes() default 1;
}
