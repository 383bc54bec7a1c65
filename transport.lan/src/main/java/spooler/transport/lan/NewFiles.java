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
 * looked every ten times as long all the same. A folder in whose place another one has come, as
 * when a share is mounted anew, is watched anew: every time, it is looked whether it still is the
 * same.
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
  private List<Object> watching = List.of(); // the folders themselves, whatever their names

  NewFiles(Desk desk) {
    this.desk = desk;
  }

  /** Whether the file system is relied on to tell. */
  boolean reliesOnEvents() throws IOException {
    if (desk.settings().fetch().isEmpty()) {
      return false; // there is nothing to hear of: it is only looked how the share is
    }
    return switch (desk.settings().watching()) {
      case EVENTS -> true;
      case POLL -> false;
      case AUTO -> LOCAL.matcher(Files.getFileStore(desk.office().folder()).type()).matches();
    };
  }

  /** Returns when there may be something new. */
  void await(Duration poll) throws InterruptedException {
    WatchService before = service;
    WatchService events = watched();
    if (events == null) {
      Thread.sleep(poll.toMillis());
      return;
    }
    if (events != before) {
      return; // what came before it was watched is not told
    }
    WatchKey key = null;
    for (int i = 0; i < LONGER && key == null && isSame(); i++) {
      key = events.poll(poll.toMillis(), TimeUnit.MILLISECONDS);
    }
    while (key != null) {
      key.pollEvents();
      key.reset();
      key = events.poll();
    }
  }

  /** Whether what is watched is what bears its name now. */
  private boolean isSame() {
    try {
      return folders().equals(watching);
    } catch (IOException gone) {
      return false;
    }
  }

  /** What the file system knows each folder by, such as its inode. */
  private List<Object> folders() throws IOException {
    List<Object> folders = new ArrayList<>();
    for (String mailbox : desk.settings().fetch()) {
      Object key = desk.office().disk().attributes(unread(mailbox)).fileKey();
      folders.add(key == null ? mailbox : key); // Windows has none
    }
    return folders;
  }

  private Path unread(String mailbox) {
    return desk.office().folder().resolve(mailbox).resolve("new");
  }

  /** The service that watches all folders; null where events are not relied on. */
  private @Nullable WatchService watched() {
    try {
      if (!reliesOnEvents()) {
        close();
        return null;
      }
      if (service == null || !isSame() || !keys.stream().allMatch(WatchKey::isValid)) {
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
    WatchService fresh = desk.office().folder().getFileSystem().newWatchService();
    service = fresh;
    watching = folders(); // before: one that is replaced just now is noticed
    for (String mailbox : desk.settings().fetch()) {
      keys.add(unread(mailbox).register(fresh, StandardWatchEventKinds.ENTRY_CREATE));
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
