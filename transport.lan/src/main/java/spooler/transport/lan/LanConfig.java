package spooler.transport.lan;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one transport. */
@ObjectClassDefinition(
    name = "LAN transport",
    description = "A post office in a shared folder; one configuration per post office")
public @interface LanConfig {
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

  /** Key {@code spooler.transport.lanes}. */
  @AttributeDefinition(name = "Lanes", description = "Messages carried at once, 1 to 32")
  int spooler_transport_lanes() default 2;

  /** Key {@code spooler.transport.on.demand}. */
  @AttributeDefinition(name = "On demand", description = "true: only when somebody says send now")
  boolean spooler_transport_on_demand() default false;

  /** Key {@code folder}. */
  @AttributeDefinition(
      name = "Folder",
      description = "Where the post office is; a relative one begins at spooler.home")
  String folder() default "";

  /** Key {@code create}. */
  @AttributeDefinition(
      name = "Create",
      description =
          "true: make the post office where it is missing. Leave it false for a share, which may"
              + " only not be mounted")
  boolean create() default false;

  /** Key {@code mailboxes}. */
  @AttributeDefinition(
      name = "Mailboxes",
      description = "Mailboxes that are made where they are missing, separated by commas",
      required = false)
  String mailboxes() default "";

  /** Key {@code domains}. */
  @AttributeDefinition(
      name = "Domains",
      description =
          "Internet domains whose addresses are mailboxes here, separated by commas; without one"
              + " only addresses of type LAN are",
      required = false)
  String domains() default "";

  /** Key {@code infoSeparator}. */
  @AttributeDefinition(
      name = "Separator of flags",
      description = "Stands before the flags in a file's name where the share forbids the colon")
  String infoSeparator() default ":";

  /** Key {@code fetch}. */
  @AttributeDefinition(
      name = "Fetch",
      description =
          "Mailboxes whose new mail this spooler takes out of the post office, separated by commas",
      required = false)
  String fetch() default "";

  /** Key {@code fetchTo}. */
  @AttributeDefinition(
      name = "Fetch to",
      description =
          "The local address that gets all of it; unless set, the one it was delivered to, or LAN:"
              + " and the mailbox's name",
      required = false)
  String fetchTo() default "";

  /** Key {@code watch}. */
  @AttributeDefinition(
      name = "Watch",
      description =
          "events: the file system tells of new files; poll: look for them; auto: events where the"
              + " folder is on a local disk, else poll")
  String watch() default "auto";

  /** Key {@code pollSeconds}. */
  @AttributeDefinition(name = "Seconds between two looks", description = "1 to 86400")
  int pollSeconds() default 10;

  /** Key {@code maxMessageMiB}. */
  @AttributeDefinition(name = "Largest message", description = "MiB, 1 to 1048576")
  int maxMessageMiB() default 100;

  /** Key {@code quotaMiB}. */
  @AttributeDefinition(name = "Quota", description = "MiB that a mailbox may hold; 0: any number")
  int quotaMiB() default 0;

  /** Key {@code quotaMessages}. */
  @AttributeDefinition(
      name = "Quota of messages",
      description = "Messages that a mailbox may hold; 0: any number")
  int quotaMessages() default 0;

  /** Key {@code remember}. */
  @AttributeDefinition(
      name = "Remember",
      description =
          "How many messages that were taken out of a mailbox are known, so that none is taken"
              + " twice, 1000 to 1000000")
  int remember() default 50_000;

  /** Key {@code readReceipts}. */
  @AttributeDefinition(
      name = "Receipts of reading",
      description =
          "true: a sender who asks for it (Disposition-Notification-To) is told when the flags of a"
              + " mailbox say that the message was seen; false: nobody is told")
  boolean readReceipts() default true;

  /** Key {@code retrySeconds}. */
  @AttributeDefinition(
      name = "Seconds until the next try",
      description = "How long a share is left alone that is not there, 1 to 86400")
  int retrySeconds() default 30;

  /** Key {@code stateFolder}. */
  @AttributeDefinition(
      name = "Folder of its own",
      description = "On a local disk; a relative one begins at spooler.home")
  String stateFolder() default "var/lan";
}
