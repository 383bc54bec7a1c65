package spooler.transport.lan;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The new files of some mailboxes, the oldest by name first: a name begins with the time at which
 * it was made up.
 *
 * <p><b>Bounds:</b> however many there are, {@link #MOST} names are kept, and the folders are
 * listed again when these are used up. <br>
 * <b>Threads:</b> used under the lock of {@link Claims}.
 */
final class Unread {
  private static final int MOST = 2000;

  private final PostOffice office;
  private final List<String> mailboxes;
  private final LeftAlone leftAlone;
  private final Deque<Path> files = new ArrayDeque<>();

  Unread(PostOffice office, List<String> mailboxes, LeftAlone leftAlone) {
    this.office = office;
    this.mailboxes = mailboxes;
    this.leftAlone = leftAlone;
  }

  /** Looks for more, where all that was seen is used up. */
  void refresh() throws IOException {
    if (files.isEmpty()) {
      look();
    }
  }

  /** The next file, which may be gone by now; null when all that was seen is used up. */
  @Nullable Path poll() {
    return files.poll();
  }

  private void look() throws IOException {
    PriorityQueue<Path> oldest = new PriorityQueue<>(Comparator.comparing(Unread::name).reversed());
    for (String mailbox : mailboxes) {
      look(office.folder().resolve(mailbox).resolve("new"), oldest);
    }
    List<Path> sorted = new ArrayList<>(oldest);
    sorted.sort(Comparator.comparing(Unread::name));
    files.addAll(sorted);
  }

  private void look(Path directory, PriorityQueue<Path> oldest) throws IOException {
    try {
      office
          .disk()
          .list(
              directory,
              file -> {
                if (!name(file).startsWith(".") && !leftAlone.has(file)) {
                  oldest.add(file);
                  if (oldest.size() > MOST) {
                    oldest.poll();
                  }
                }
              });
    } catch (NoSuchFileException missing) {
      office.check(); // there is no such mailbox (yet), unless the share has gone
    }
  }

  /** Whether all that was seen is used up. */
  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Forgets what was seen. */
  void forget() {
    files.clear();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
