package spooler.transport.lan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Waits until there may be new files in the mailboxes that are emptied: the file system tells, or
 * the time has come to look.
 *
 * <p>A network share does not tell what others put there, though it lets itself be watched; so the
 * kind of the file system decides, unless the configuration does. Where events are relied on, it is
 * looked every ten times as long all the same. A folder that was removed and made again is watched
 * anew.
 *
 * <p><b>Threads:</b> used by one.
 */
final class NewFiles implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");
  private static final int LONGER = 10;

  /** File systems on a disk of this computer. */
  private static final Pattern LOCAL =
      Pattern.compile("(?i)ext[234]|xfs|btrfs|zfs|f2fs|jfs|reiserfs|tmpfs|overlay|ntfs|apfs|hfs");

  private final Desk desk;
  private @Nullable WatchService service;
  private final List<WatchKey> keys = new ArrayList<>();

  NewFiles(Desk desk) {
    this.desk = desk;
  }

  /** Whether the file system is relied on to tell. */
  boolean reliesOnEvents() throws IOException {
    return switch (desk.settings().watching()) {
      case EVENTS -> true;
      case POLL -> false;
      case AUTO -> LOCAL.matcher(Files.getFileStore(desk.office().folder()).type()).matches();
    };
  }

  /** Returns when there may be something new. */
  void await(Duration poll) throws InterruptedException {
    WatchService events = watched();
    if (events == null) {
      Thread.sleep(poll.toMillis());
      return;
    }
    WatchKey key = events.poll(poll.toMillis() * LONGER, TimeUnit.MILLISECONDS);
    while (key != null) {
      key.pollEvents();
      key.reset();
      key = events.poll();
    }
  }

  /** The service that watches all folders; null where events are not relied on. */
  private @Nullable WatchService watched() {
    try {
      if (!reliesOnEvents()) {
        close();
        return null;
      }
      if (service == null || !keys.stream().allMatch(WatchKey::isValid)) {
        close();
        service = watch();
      }
      return service;
    } catch (IOException | UnsupportedOperationException impossible) {
      LOG.log(Level.DEBUG, () -> "cannot watch, looks instead: " + impossible);
      close();
      return null;
    }
  }

  private WatchService watch() throws IOException {
    Path folder = desk.office().folder();
    WatchService fresh = folder.getFileSystem().newWatchService();
    service = fresh;
    for (String mailbox : desk.settings().fetch()) {
      keys.add(
          folder
              .resolve(mailbox)
              .resolve("new")
              .register(fresh, StandardWatchEventKinds.ENTRY_CREATE));
    }
    return fresh;
  }

  @Override
  public void close() {
    keys.clear();
    WatchService open = service;
    service = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failed) {
        LOG.log(Level.DEBUG, "closing a watch", failed);
      }
    }
  }
}
