package spooler.transport.lan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.Folders;

/**
 * The disk of a share, which may not be able to force directories: some network file systems refuse
 * that, though everything else works.
 *
 * <p>Nobody tells what a share can do, and errors read differently on each system, so it is tried
 * out: {@link #probe} writes, forces and deletes a file, which shows that the share works; if then
 * only its directory cannot be forced, the share cannot force directories. From then on it is not
 * asked to, and {@link #isForcingDirectories} says so. Any other failure is the share's.
 *
 * <p><b>Threads:</b> any.
 */
final class ShareDisk extends DiskFilter {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");

  private volatile boolean forcing = true;

  ShareDisk(Disk below) {
    super(below);
  }

  /**
   * Tries out what the share can do, with a file of that name, which is not there yet.
   *
   * @return what time the share says it is; to be compared with nothing but its own times
   */
  Instant probe(Path file, Path directory) throws IOException {
    Instant sharesNow;
    try (FileChannel channel = create(file, Folders.privateFile(directory))) {
      force(channel, file);
      sharesNow = attributes(file).lastModifiedTime().toInstant();
    } finally {
      delete(file);
    }
    try {
      super.forceDirectory(directory);
      forcing = true;
    } catch (IOException refused) {
      attributes(directory); // fails where the share has gone meanwhile
      if (forcing) {
        LOG.log(
            Level.WARNING,
            "{0}: directories cannot be forced there ({1}): what was delivered just before a power"
                + " cut of the server may be lost",
            directory,
            refused.getMessage());
      }
      forcing = false;
    }
    return sharesNow;
  }

  /** Whether the share has forced a directory when it was tried last. */
  boolean isForcingDirectories() {
    return forcing;
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    if (forcing) {
      super.forceDirectory(directory);
    }
  }
}
