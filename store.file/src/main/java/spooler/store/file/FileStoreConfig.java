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

  /** How large the folder may get. */
  @AttributeDefinition(
      name = "Most MiB",
      description =
          "MiB of all files in the directory above which no further message is taken; at least four"
              + " segments and 128; 0 for no limit",
      min = "0")
  int maxMiB() default 0;

  /** How many messages may wait. */
  @AttributeDefinition(
      name = "Most messages",
      description = "Messages in the queue above which no further one is taken; 0 for no limit",
      min = "0")
  long maxMessages() default 0;

  /** What stays free on the disk. */
  @AttributeDefinition(
      name = "Least free MiB",
      description =
          "No further message is taken that would leave less than these MiB free on the disk; what"
              + " is in the queue is sent from them; 0 for no limit",
      min = "0")
  int leastFreeMiB() default 256;

  /** How long it is remembered how a message ended. */
  @AttributeDefinition(
      name = "History, days",
      description = "Days for which it is remembered how each message ended; 0 for no history",
      min = "0",
      max = "36500")
  int historyDays() default HistoryLimits.USUAL_DAYS;

  /** How much room history takes. */
  @AttributeDefinition(
      name = "History, MiB",
      description =
          "MiB of history at most, beside Most MiB; the oldest is forgotten first, and before any"
              + " message is refused because the disk is full",
      min = "1")
  int historyMiB() default HistoryLimits.USUAL_MIB;
}
