package spooler.transport.lan;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Receipts receipts;
  private final Set<String> known = ConcurrentHashMap.newKeySet(); // mailboxes that were there

  Posting(
      PostOffice office,
      Register register,
      Doubts doubts,
      Usages usages,
      LanSettings settings,
      String owner,
      Clock clock,
      Receipts receipts) {
    this.office = office;
    this.register = register;
    this.doubts = doubts;
    this.marks = new Marks(office);
    this.usages = usages;
    this.settings = settings;
    this.owner = owner;
    this.names = new UniqueNames(clock);
    this.receipts = receipts;
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
    try {
      if (known.contains(mailbox) || office.has(mailbox)) {
        RecipientOutcome outcome = deliver(message, recipient, mailbox);
        known.add(mailbox); // there is a folder on the disk for each, so they are not too many
        return outcome;
      }
    } catch (NoSuchFileException gone) { // the mailbox, or the share with all of them
      known.clear();
      if (office.has(mailbox)) {
        throw gone;
      }
    }
    return refused(
        NdrDiagnostic.RECIPIENT_UNKNOWN,
        "550 5.1.1 %s: no mailbox \"%s\" in the post office".formatted(recipient, mailbox));
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
    if (settings.readReceipts()) {
      Optional<Awaited> asked = Awaited.by(message, mark, mailbox, recipient);
      if (asked.isPresent()) {
        receipts.await(asked.get());
      }
    }
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
    String name = names.next(mark);
    Copy copy = new Copy(content, message.envelope().sender(), recipient);
    Path written = maildir.write(name, copy);
    maildir.publish(written, FileName.delivered(name, copy.size, copy.restorable));
    usages.add(mailbox, copy.size);
  }

  /** Writes a message down, and knows afterwards how. */
  private static final class Copy implements Maildir.Content {
    private final MaildirContent content;
    private final @Nullable Address sender;
    private final Address recipient;
    private boolean restorable;
    private long size;

    Copy(MaildirContent content, @Nullable Address sender, Address recipient) {
      this.content = content;
      this.sender = sender;
      this.recipient = recipient;
    }

    @Override
    public void writeTo(OutputStream file) throws IOException {
      OutputStream counted =
          new FilterOutputStream(file) {
            @Override
            public void write(int octet) throws IOException {
              out.write(octet);
              size++;
            }

            @Override
            public void write(byte[] octets, int from, int count) throws IOException {
              out.write(octets, from, count);
              size += count;
            }
          };
      restorable = content.writeTo(counted, sender, recipient);
    }
  }

  /** The same for every try of a message; an id alone might come again after a store was lost. */
  private String mark(OutboundMessage message, String mailbox) {
    Object sender = message.envelope().sender();
    return UniqueNames.mark(
        owner + " " + message.id() + " " + message.size() + " " + sender + " " + mailbox);
  }

  private static Delivered delivered(String mailbox) {
    return new Delivered("250 2.1.5 in mailbox \"" + mailbox + "\"");
  }

  private static Refused refused(NdrDiagnostic diagnostic, String reply) {
    return new Refused(NdrReason.TRANSFER_FAILED, diagnostic, reply);
  }
}
