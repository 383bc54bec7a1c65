package spooler.inbox.maildir;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where fetched mail goes. A change makes a new inbox. */
@ObjectClassDefinition(name = "Maildir inbox", description = "A Maildir per mailbox")
public @interface MaildirConfig {
  @AttributeDefinition(
      name = "Directory",
      description =
          "Folder of the mailboxes; a relative one begins at spooler.home, or where the process"
              + " was started")
  String directory() default "var/mail";

  @AttributeDefinition(
      name = "Local domains",
      description =
          "Internet domains whose addresses are mailboxes here, separated by commas; empty for none")
  String localDomains() default "localhost";
}
