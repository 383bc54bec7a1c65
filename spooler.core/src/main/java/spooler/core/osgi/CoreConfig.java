package spooler.core.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How the spooler behaves. Every value has a default; a change restarts the spooler, not the
 * framework.
 */
@ObjectClassDefinition(name = "Spooler", description = "Retries, polling and deadlines")
public @interface CoreConfig {
  @AttributeDefinition(name = "Profile", description = "Display name, told to transports")
  String profile() default "default";

  @AttributeDefinition(
      name = "First retry",
      description = "Seconds until a message that failed is tried again; doubles every time",
      min = "1")
  long firstRetrySeconds() default 60;

  @AttributeDefinition(name = "Longest retry", description = "Limit of the doubling", min = "1")
  long longestRetrySeconds() default 14_400;

  @AttributeDefinition(
      name = "Expire after",
      description =
          "Hours a message is tried that says nothing of its own; then its sender is told",
      min = "1")
  long expireAfterHours() default 120;

  @AttributeDefinition(
      name = "Reports an hour",
      description = "How many reports one sender is sent in an hour; others wait for the next",
      min = "1")
  int reportsPerHour() default 100;

  @AttributeDefinition(
      name = "Host name",
      description = "Name of this machine in reports, such as mail.example.org")
  String hostName() default "localhost";

  @AttributeDefinition(
      name = "Poll interval",
      description = "Seconds between two polls of a transport that asks to be polled",
      min = "1")
  long pollSeconds() default 60;

  @AttributeDefinition(
      name = "Idle after",
      description = "Seconds after its last message until a transport may drop its line",
      min = "0")
  long idleSeconds() default 5;

  @AttributeDefinition(
      name = "Pause after a fault",
      description = "Seconds a transport is left alone after a session ended badly",
      min = "1")
  long afterFaultSeconds() default 30;

  @AttributeDefinition(
      name = "Silence limit",
      description =
          "Seconds a call into a transport may go without a sign of life before it is given up",
      min = "1")
  long silenceSeconds() default 900;

  @AttributeDefinition(
      name = "Answer limit",
      description =
          "Seconds a transport's question to the user waits before it is told that nobody is there",
      min = "1")
  long answerSeconds() default 300;
}
