package spooler.transport.lan;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spooler.maildir.kit.UniqueNames;

/**
 * What spoolers have claimed and not handed on, as an operator sees it, who knows which of them are
 * gone for good.
 *
 * <p><b>Threads:</b> any. <b>Failure:</b> an {@link IOException} means the share; a release that
 * was cut short can be repeated.
 */
final class ClaimedByOthers {
  private final PostOffice office;

  ClaimedByOthers(PostOffice office) {
    this.office = office;
  }

  /** How many messages each spooler has; those that have none are left out. */
  Map<String, Integer> counts() throws IOException {
    office.check();
    Map<String, Integer> counts = new TreeMap<>();
    for (Path spooler : list(office.own("claimed"))) {
      int count = 0;
      for (Path mailbox : list(spooler)) {
        count += list(mailbox).size();
      }
      if (count > 0) {
        counts.put(String.valueOf(spooler.getFileName()), count);
      }
    }
    return counts;
  }

  /**
   * Puts what a spooler has claimed back into the mailboxes, for any other to take. What that one
   * had handed on right before it ended comes a second time.
   *
   * @param spooler one of {@link #counts}
   * @return how many
   */
  int release(String spooler) throws IOException {
    int released = 0;
    for (Path mailbox : list(office.own("claimed").resolve(spooler))) {
      String name = String.valueOf(mailbox.getFileName());
      Path unread = office.folder().resolve(name).resolve("new");
      for (Path file : list(mailbox)) {
        // First the entry: a crash between the two leaves a claim that is released again.
        office.disk().delete(office.own("taken", name, key(file)));
        office.disk().rename(file, unread.resolve(file.getFileName()));
        released++;
      }
      office.disk().forceDirectory(unread);
    }
    return released;
  }

  private static String key(Path file) {
    FileName name = new FileName(String.valueOf(file.getFileName()), ":");
    return name.mark().isEmpty() ? UniqueNames.mark(name.unique()) : name.mark();
  }

  private List<Path> list(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try {
      office.disk().list(directory, entries::add);
    } catch (NoSuchFileException none) {
      return List.of();
    }
    return entries;
  }
}
