package spooler.transport.lan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spooler.maildir.kit.Folders;
import spooler.maildir.kit.Maildir;

/**
 * A folder of mailboxes that several spoolers and mail programs share.
 *
 * <p><b>Layout:</b> a Maildir for each mailbox; {@code .spooler/office} says that this is a post
 * office, so that the bare mount point of a share that is not mounted is not taken for one; {@code
 * .spooler/taken} and {@code .spooler/claimed} are {@link Register} and {@link Claims}. <br>
 * <b>Threads:</b> any. <br>
 * <b>Failure:</b> an {@link IOException} means the share, never a message.
 */
final class PostOffice {
  /** Holds what is no mailbox. */
  static final String OWN = ".spooler";

  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");
  private static final String MARK = "office";

  private final Path folder;
  private final ShareDisk disk;

  PostOffice(Path folder, ShareDisk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  Path folder() {
    return folder;
  }

  ShareDisk disk() {
    return disk;
  }

  /** A folder for what is no mailbox. */
  Path own(String... parts) {
    Path path = folder.resolve(OWN);
    for (String part : parts) {
      path = path.resolve(part);
    }
    return path;
  }

  /**
   * Returns when the post office is there.
   *
   * @throws IOException in plain words, when it is not
   */
  void check() throws IOException {
    try {
      if (disk.attributes(own(MARK)).isRegularFile()) {
        return;
      }
    } catch (NoSuchFileException | NotDirectoryException missing) {
      throw new IOException(
          "no post office in %s: is the share mounted? To make one there, set create = true"
              .formatted(folder),
          missing);
    } catch (IOException unreadable) {
      throw new IOException(Reason.of(folder, unreadable), unreadable);
    }
    throw new IOException(own(MARK) + " is no file: move it away");
  }

  /** Whether it is there, as far as can be seen. */
  boolean exists() {
    try {
      check();
      return true;
    } catch (IOException down) {
      return false;
    }
  }

  /** Makes the post office; one that is there stays as it is. */
  void make() throws IOException {
    if (exists()) {
      return;
    }
    Folders folders = new Folders(disk);
    folders.make(own());
    try {
      disk.create(own(MARK), Folders.privateFile(folder)).close();
      LOG.log(Level.INFO, "post office made in {0}", folder);
    } catch (FileAlreadyExistsException another) { // somebody was faster
      check();
    }
    disk.forceDirectory(own());
  }

  /** The mailbox whose folder is called so, which need not be there. */
  Maildir mailbox(String name) {
    return new Maildir(folder, name, disk);
  }

  /**
   * Whether there is such a mailbox.
   *
   * @throws IOException when the post office is not there either
   */
  boolean has(String name) throws IOException {
    if (isMailbox(name)) {
      return true;
    }
    check(); // else its folders may be missing because all are
    return isMailbox(name);
  }

  private boolean isMailbox(String name) throws IOException {
    for (String part : new String[] {"tmp", "new", "cur"}) {
      try {
        if (!disk.attributes(folder.resolve(name).resolve(part)).isDirectory()) {
          return false;
        }
      } catch (NoSuchFileException | NotDirectoryException missing) {
        return false;
      }
    }
    return true;
  }

  /** The names of all mailboxes, sorted. */
  List<String> mailboxes() throws IOException {
    check();
    List<String> entries = new ArrayList<>();
    disk.list(folder, entry -> entries.add(String.valueOf(entry.getFileName())));
    List<String> names = new ArrayList<>();
    for (String entry : entries) {
      if (!entry.startsWith(".") && isMailbox(entry)) {
        names.add(entry);
      }
    }
    names.sort(null);
    return names;
  }

  /** Makes a folder for what is no mailbox; returns it. */
  Path makeOwn(String... parts) throws IOException {
    Path path = own(parts);
    new Folders(disk).make(path);
    return path;
  }
}
