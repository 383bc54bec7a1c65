package spooler.transport.lan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.RecipientOutcome.Delayed;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.maildir.kit.Maildir;
import spooler.maildir.kit.MaildirContent;
import spooler.maildir.kit.UniqueNames;

/**
 * Delivers messages into mailboxes.
 *
 * <p><b>Durability:</b> (1) that this message is tried is known to later runs ({@link Doubts}); (2)
 * it is written under {@code tmp} and forced; (3) renamed into {@code new}, (4) which is forced.
 * Only then is it delivered. <br>
 * <b>Once:</b> its file has a mark in the name that every try of it has, and no other message. One
 * that may have been delivered is looked for in the mailbox, and then in the {@link Register} of
 * what was taken out of it. <br>
 * <b>Threads:</b> any. <br>
 * <b>Failure:</b> an {@link IOException} means the share.
 */
final class Posting {
  private static final Duration FULL = Duration.ofMinutes(10);

  private final PostOffice office;
  private final Register register;
  private final Doubts doubts;
  private final Marks marks;
  private final Usages usages;
  private final LanSettings settings;
  private final String owner;
  private final UniqueNames names;

  Posting(
      PostOffice office,
      Register register,
      Doubts doubts,
      Usages usages,
      LanSettings settings,
      String owner,
      Clock clock) {
    this.office = office;
    this.register = register;
    this.doubts = doubts;
    this.marks = new Marks(office);
    this.usages = usages;
    this.settings = settings;
    this.owner = owner;
    this.names = new UniqueNames(clock);
  }

  /** Delivers to one recipient; null for one that has no mailbox here. */
  @Nullable RecipientOutcome deliver(OutboundMessage message, Address recipient)
      throws IOException {
    Optional<String> name = settings.addressing().nameOf(recipient);
    if (name.isEmpty()) {
      return null;
    }
    String mailbox;
    try {
      mailbox = Addressing.folder(name.get());
    } catch (IllegalArgumentException tooLong) {
      return refused(NdrDiagnostic.ADDRESS_INCORRECT, "553 5.1.3 " + tooLong.getMessage());
    }
    if (!office.has(mailbox)) {
      return refused(
          NdrDiagnostic.RECIPIENT_UNKNOWN,
          "550 5.1.1 %s: no mailbox \"%s\" in the post office".formatted(recipient, mailbox));
    }
    return deliver(message, recipient, mailbox);
  }

  private RecipientOutcome deliver(OutboundMessage message, Address recipient, String mailbox)
      throws IOException {
    String mark = mark(message, mailbox);
    if (doubts.wasDelivered(mark) || isThere(message, mailbox, mark)) {
      doubts.delivered(mark);
      return delivered(mailbox);
    }
    RecipientOutcome unfit = unfit(message, mailbox);
    if (unfit != null) {
      return unfit;
    }
    doubts.trying(message.id());
    try {
      write(message, recipient, mailbox, mark);
    } catch (IOException | RuntimeException cutShort) {
      doubts.failed(mark);
      throw cutShort;
    }
    doubts.delivered(mark);
    return delivered(mailbox);
  }

  private boolean isThere(OutboundMessage message, String mailbox, String mark) throws IOException {
    boolean there =
        doubts.hasFailed(mark)
            ? office.mailbox(mailbox).holds(mark)
            : doubts.isFromBefore(message.id()) && marks.had(mailbox, mark);
    boolean inDoubt = doubts.hasFailed(mark) || doubts.isFromBefore(message.id());
    if (there) {
      office.disk().forceDirectory(office.folder().resolve(mailbox).resolve("new"));
    }
    return there || (inDoubt && register.knows(mailbox, mark));
  }

  private @Nullable RecipientOutcome unfit(OutboundMessage message, String mailbox)
      throws IOException {
    Quota quota = settings.quota();
    if (message.size() > quota.messageBytes()) {
      return refused(
          NdrDiagnostic.NO_DIAGNOSTIC,
          "552 5.3.4 %d bytes are too many for the post office, %d are the most"
              .formatted(message.size(), quota.messageBytes()));
    }
    if (quota.limitsMailboxes() && !quota.admits(usages.of(mailbox), message.size())) {
      return new Delayed(FULL, "452 4.2.2 mailbox \"%s\" is full".formatted(mailbox));
    }
    return null;
  }

  private void write(OutboundMessage message, Address recipient, String mailbox, String mark)
      throws IOException {
    Maildir maildir = office.mailbox(mailbox);
    MaildirContent content = MaildirContent.of(message::openBody);
    boolean[] restorable = new boolean[1];
    String name = names.next(mark);
    Path written =
        maildir.write(
            name,
            file -> restorable[0] = content.writeTo(file, message.envelope().sender(), recipient));
    long size = office.disk().attributes(written).size();
    maildir.publish(written, FileName.delivered(name, size, restorable[0]));
    usages.add(mailbox, size);
  }

  /** The same for every try of a message; an id alone might come again after a store was lost. */
  private String mark(OutboundMessage message, String mailbox) {
    return UniqueNames.mark(
        "%s %s %d %s %s"
            .formatted(owner, message.id(), message.size(), message.envelope().sender(), mailbox));
  }

  private static Delivered delivered(String mailbox) {
    return new Delivered("250 2.1.5 in mailbox \"%s\"".formatted(mailbox));
  }

  private static Refused refused(NdrDiagnostic diagnostic, String reply) {
    return new Refused(NdrReason.TRANSFER_FAILED, diagnostic, reply);
  }
}
