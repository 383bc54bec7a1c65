package spooler.transport.lan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import spooler.api.transport.Reachable;

/**
 * Whether a post office is there and may be used. Nothing is written to it, and nothing taken.
 *
 * <p><b>Threads:</b> any. It keeps nothing. <br>
 * <b>Failure:</b> a share that does not answer holds up whoever asks: the limit is theirs.
 */
record OfficeReach(LanSettings settings, PostOffice office) implements Reachable {
  @Override
  public String reach(Duration limit) throws IOException {
    Path folder = office.folder();
    if (settings.create() && !Files.exists(folder)) {
      return folder + " is not there yet: it is made with the first message (create = true)";
    }
    office.check();
    writable(office.own());
    for (String mailbox : settings.fetch()) {
      fetchable(mailbox);
    }
    return "post office %s, mailboxes: %d".formatted(folder, office.mailboxes().size());
  }

  private void fetchable(String mailbox) throws IOException {
    if (office.has(mailbox)) {
      writable(office.folder().resolve(mailbox).resolve("new"));
    } else if (!settings.mailboxes().contains(mailbox)) {
      throw new IOException(
          "there is no mailbox %s in %s to fetch from: make it, or add it to mailboxes"
              .formatted(mailbox, office.folder()));
    }
  }

  private static void writable(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString(), null, folder + " is not there (any more)");
    }
    if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
      throw new IOException(folder + " may not be read or written by the spooler's user");
    }
  }
}
