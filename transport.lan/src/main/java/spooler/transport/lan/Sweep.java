package spooler.transport.lan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes files under {@code tmp} that nobody writes any more: those that are 36 hours old (the
 * Maildir convention). Both times are the share's own, so no clock here need be like its clock.
 * Only files; links are deleted, not followed.
 */
record Sweep(PostOffice office) {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");
  private static final Duration ABANDONED = Duration.ofHours(36);

  /** Looks through all mailboxes; answers how many files went. */
  int run(Instant sharesNow) throws IOException {
    Instant limit = sharesNow.minus(ABANDONED);
    int swept = 0;
    for (String mailbox : office.mailboxes()) {
      List<Path> files = new ArrayList<>();
      office.disk().list(office.folder().resolve(mailbox).resolve("tmp"), files::add);
      for (Path file : files) {
        if (isAbandoned(file, limit)) {
          office.disk().delete(file);
          swept++;
        }
      }
    }
    if (swept > 0) {
      LOG.log(Level.INFO, "{0}: {1} half written files deleted", office.folder(), swept);
    }
    return swept;
  }

  private boolean isAbandoned(Path file, Instant limit) throws IOException {
    try {
      BasicFileAttributes found = office.disk().attributes(file);
      return !found.isDirectory() && found.lastModifiedTime().toInstant().isBefore(limit);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }
}
