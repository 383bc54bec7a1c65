package spooler.store.file;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code store.file}. */
@ObjectClassDefinition(
    name = "Spooler file store",
    description = "The folder in which messages wait until they are sent")
@interface FileStoreConfig {
  /** Where messages wait. */
  @AttributeDefinition(
      name = "Directory",
      description = "The spool folder; a relative path starts at spooler.home")
  String directory() default "var/spool";

  /** How long a segment of the log gets. */
  @AttributeDefinition(
      name = "Segment size",
      description = "MiB of a log file before the next one is begun",
      min = "1",
      max = "2047")
  int segmentMiB() default 64;
}
