package spooler.inbox.maildir;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.inbox.InboundHandler;
import spooler.maildir.kit.Folders;
import spooler.maildir.kit.MailboxName;
import spooler.maildir.kit.Maildir;
import spooler.maildir.kit.MaildirContent;
import spooler.maildir.kit.UniqueNames;

/**
 * One message on its way into one mailbox or several.
 *
 * <p><b>Threads:</b> used by one. <br>
 * <b>Durability:</b> the body is collected in a file that is not forced. The commit then (1) writes
 * a copy for each mailbox under its {@code tmp} and forces it, and only when all are there (2)
 * renames each into {@code new} and forces that directory. Then it returns. A message whose earlier
 * delivery is in doubt is not written where a file has its key in the name; that one's directory is
 * forced, as the crash may have come between. <br>
 * <b>Failure:</b> a commit that fails takes its copies back, as far as no mail program has taken
 * one already; the far side still has the message and offers it again.
 */
final class MaildirDelivery implements InboundHandler.Delivery {
  private final Mailboxes mailboxes;
  private final Path arriving;
  private @Nullable OutputStream body;
  private String mark = "";
  private boolean inDoubt;

  /** A delivery whose body is collected in that file. */
  MaildirDelivery(Mailboxes mailboxes, Path arriving) {
    this.mailboxes = mailboxes;
    this.arriving = arriving;
  }

  @Override
  public OutputStream body() throws IOException {
    OutputStream open = body;
    if (open == null) {
      Files.createFile(arriving, Folders.privateFile(arriving));
      open = new BufferedOutputStream(Files.newOutputStream(arriving, StandardOpenOption.WRITE));
      body = open;
    }
    return open;
  }

  @Override
  public void identify(String key, boolean mayBeThere) {
    mark = UniqueNames.mark(key);
    inDoubt = mayBeThere;
  }

  @Override
  public void commit(Envelope envelope) throws IOException {
    body().close();
    List<Path> left = new ArrayList<>();
    try {
      Map<Path, Maildir> written = write(envelope, left);
      for (Map.Entry<Path, Maildir> copy : written.entrySet()) {
        left.add(copy.getValue().unread(copy.getKey()));
        copy.getValue().publish(copy.getKey());
      }
    } catch (IOException | RuntimeException failed) {
      takeBack(left, failed);
      throw failed;
    }
  }

  private Map<Path, Maildir> write(Envelope envelope, List<Path> left) throws IOException {
    MaildirContent message = MaildirContent.of(BodySource.of(arriving));
    Map<Path, Maildir> written = new LinkedHashMap<>();
    for (Address recipient : mailboxesOf(envelope).values()) {
      Maildir mailbox = mailboxes.of(recipient);
      if (inDoubt && mailbox.holds(mark)) {
        continue;
      }
      Path copy =
          mailbox.write(
              mailboxes.nextName(mark),
              file -> message.writeTo(file, envelope.sender(), recipient));
      left.add(copy);
      written.put(copy, mailbox);
    }
    return written;
  }

  /** Each mailbox once, however often and in whatever case it is named. */
  private static Map<String, Address> mailboxesOf(Envelope envelope) throws IOException {
    Map<String, Address> byName = new LinkedHashMap<>();
    for (Recipient recipient : envelope.recipients()) {
      byName.putIfAbsent(MailboxName.of(recipient.address()), recipient.address());
    }
    return byName;
  }

  private static void takeBack(List<Path> files, Exception failed) {
    for (Path file : Set.copyOf(files)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException kept) {
        failed.addSuppressed(kept);
      }
    }
  }

  @Override
  public void close() throws IOException {
    OutputStream open = body;
    if (open != null) {
      try (open) { // closing writes what is buffered, which may fail: the file goes anyway
        body = null;
      } finally {
        Files.deleteIfExists(arriving);
      }
    }
  }
}
