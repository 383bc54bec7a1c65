package spooler.core.osgi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A transport that is left alone: the part of the factory configuration's name behind {@code ~}, or
 * behind the first dash of its file's, is the transport's.
 */
@ObjectClassDefinition(
    factoryPid = Configured.PAUSE,
    name = "Pause",
    description = "Leaves a transport alone: nothing is sent to it or fetched from it")
@interface PauseConfig {
  /** When it ends of itself. */
  @AttributeDefinition(
      name = "Until",
      description = "Time at which it ends, such as 2026-11-28T16:00:00Z; empty: not before resume")
  String until() default "";

  /** For people. */
  @AttributeDefinition(name = "Why", description = "The reason, which status and queue show")
  String why() default "";
}
