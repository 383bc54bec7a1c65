package spooler.transport.lan;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the receipts that say that a message was read, for all post offices. */
@ObjectClassDefinition(
    name = "Read receipts of post offices",
    description = "How soon senders who ask for it are told that their messages were read")
public @interface ReceiptConfig {
  /** Key {@code lookSeconds}. */
  @AttributeDefinition(
      name = "Seconds between two looks",
      description = "At the flags of the messages that are to be read, 1 to 86400")
  int lookSeconds() default 30;
}
