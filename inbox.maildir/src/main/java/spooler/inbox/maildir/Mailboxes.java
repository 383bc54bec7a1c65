package spooler.inbox.maildir;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import spooler.api.Address;
import spooler.api.inbox.InboundHandler;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.Folders;
import spooler.maildir.kit.MailboxName;
import spooler.maildir.kit.Maildir;
import spooler.maildir.kit.UniqueNames;

/**
 * A folder of mailboxes, one {@link Maildir} per address.
 *
 * <p><b>Threads:</b> any. <br>
 * <b>Layout:</b> a mailbox's folder is named by {@link MailboxName}; {@code .arriving} holds bodies
 * on their way in, whose recipients are not known yet.
 */
final class Mailboxes implements InboundHandler {
  private static final Logger LOG = System.getLogger("spooler.inbox.maildir");

  /** Older files under {@code tmp} are nobody's any more (the Maildir convention). */
  private static final Duration ABANDONED = Duration.ofHours(36);

  private static final String ARRIVING = ".arriving";
  private static final int MOST_REMEMBERED = 10_000;

  private final Path folder;
  private final Clock clock;
  private final Disk disk;
  private final UniqueNames names;
  private final Set<String> forced = ConcurrentHashMap.newKeySet();

  /** The mailboxes in that folder, which is made where it is missing. */
  Mailboxes(Path folder, Clock clock, Disk disk) throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.disk = disk;
    this.names = new UniqueNames(clock);
    new Folders(disk).make(folder.resolve(ARRIVING));
  }

  @Override
  public Delivery open() throws IOException {
    return new MaildirDelivery(this, folder.resolve(ARRIVING).resolve(names.next()));
  }

  /** The mailbox of an address; made where it is missing, and forced once in this run. */
  Maildir of(Address address) throws IOException {
    String name = MailboxName.of(address);
    Maildir mailbox = new Maildir(folder, name, disk);
    if (!forced.contains(name) || !mailbox.exists()) {
      mailbox.make();
      if (forced.size() >= MOST_REMEMBERED) {
        forced.clear(); // costs no more than forcing them again
      }
      forced.add(name);
    }
    return mailbox;
  }

  /** A name for a new file, with that mark in it. */
  String nextName(String mark) {
    return names.next(mark);
  }

  /** Deletes what earlier runs left half written, 36 hours ago or more. */
  void sweep() throws IOException {
    Instant limit = clock.instant().minus(ABANDONED);
    int swept = sweep(folder.resolve(ARRIVING), limit);
    for (Path mailbox : list(folder)) {
      swept += sweep(mailbox.resolve("tmp"), limit);
    }
    if (swept > 0) {
      LOG.log(Level.INFO, "{0}: {1} half written files of earlier runs deleted", folder, swept);
    }
  }

  private static int sweep(Path leftovers, Instant limit) throws IOException {
    int swept = 0;
    for (Path file : Files.isDirectory(leftovers) ? list(leftovers) : List.<Path>of()) {
      if (isAbandoned(file, limit)) {
        Files.deleteIfExists(file);
        swept++;
      }
    }
    return swept;
  }

  private static boolean isAbandoned(Path file, Instant limit) throws IOException {
    try {
      return Files.isRegularFile(file)
          && Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (NoSuchFileException gone) { // another process of ours took it away meanwhile
      return false;
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(entries::add);
    }
    return entries;
  }
}
