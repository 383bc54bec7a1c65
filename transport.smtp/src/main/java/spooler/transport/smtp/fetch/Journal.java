package spooler.transport.smtp.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was fetched from one mailbox, so that each message is delivered once, whatever happens when.
 *
 * <p><b>Order</b> for each message: (1) {@link #fetching} is written and forced, for a hundred
 * messages at once; (2) the message is read and delivered, which forces it here; (3) {@link #done}
 * is written; (4) only then may the server delete it, and when it says it has, (5) {@link #gone} is
 * written. (3) and (5) are forced with the next (1). <br>
 * <b>A crash</b> between (1) and (3) leaves a message in doubt: it may have been delivered. It is
 * fetched again under the same key, and {@link #isInDoubt} tells the inbox to look for that before
 * it keeps another copy. After (3) it is known and only deleted. <br>
 * <b>Bounds:</b> what is no longer on the server is forgotten by {@link #begin}. <br>
 * <b>Threads:</b> any; guarded by {@code this}. <br>
 * <b>Failure:</b> what cannot be written is an {@link IOException}, and nothing more is fetched.
 */
final class Journal implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  /** What is known of a message. */
  enum State {
    /** It is being fetched: unless it is done it may or may not have been delivered. */
    FETCHING,
    /** It was delivered. */
    DONE,
    /** It is too large, and that was said. */
    LARGE,
    /** Nothing: as if it had never been seen. */
    GONE
  }

  private final JournalFile file;
  private final Map<String, State> states = new LinkedHashMap<>(); // guarded by this
  private String validity = ""; // guarded by this

  private Journal(JournalFile file) {
    this.file = file;
  }

  /**
   * Opens the journal of an account, or begins one. One process at a time.
   *
   * @param folder made where it is missing
   */
  static Journal open(Path folder, String account) throws IOException {
    JournalFile file = JournalFile.open(folder, account);
    Journal journal = new Journal(file);
    try {
      journal.read();
    } catch (IOException | RuntimeException unreadable) {
      file.close();
      throw unreadable;
    }
    return journal;
  }

  private synchronized void read() throws IOException {
    for (JournalFile.Entry each : file.read()) {
      if (each.state() == null) {
        validity = each.id();
        states.clear();
      } else {
        note(each.id(), each.state());
      }
    }
  }

  private void note(String id, State state) {
    if (state == State.GONE) {
      states.remove(id);
    } else {
      states.put(id, state);
    }
  }

  /**
   * A round begins: forgets what is no longer there, and everything where the server's ids name
   * other messages now.
   *
   * @param now what the ids hold within
   * @param present all that lies there
   */
  synchronized void begin(String now, Collection<String> present) throws IOException {
    if (!now.equals(validity)) {
      if (!validity.isEmpty()) {
        LOG.log(
            Level.WARNING,
            "{0}: the server has numbered its messages anew (UIDVALIDITY {1}, was {2}):"
                + " all that lies there counts as new",
            file,
            now,
            validity);
      }
      states.clear();
      validity = now;
      file.replace(validity, states);
    }
    Set<String> left = new HashSet<>(present);
    states.keySet().removeIf(id -> !left.contains(id));
    if (file.isWorthCompacting(states.size())) {
      file.replace(validity, states);
    }
  }

  /** These are about to be fetched. Returns when that is forced, and all that was said before. */
  synchronized void fetching(List<String> ids) throws IOException {
    for (String id : ids) {
      if (states.get(id) != State.FETCHING) {
        write(id, State.FETCHING);
      }
    }
    file.force();
  }

  /** It was delivered. */
  synchronized void done(String id) throws IOException {
    write(id, State.DONE);
  }

  /**
   * It is too large, and stays.
   *
   * @return whether that is news
   */
  synchronized boolean tooLarge(String id) throws IOException {
    if (states.get(id) == State.LARGE) {
      return false;
    }
    write(id, State.LARGE);
    return true;
  }

  /** These are no longer on the server, or were not fetched after all. */
  synchronized void gone(Collection<String> ids) throws IOException {
    for (String id : ids) {
      write(id, State.GONE);
    }
  }

  private void write(String id, State state) throws IOException {
    file.append(id, state);
    note(id, state);
  }

  /** Whether it was delivered. */
  synchronized boolean isDone(String id) {
    return states.get(id) == State.DONE;
  }

  /** Whether it may have been delivered: a fetch of it was begun, and nobody knows how it ended. */
  synchronized boolean isInDoubt(String id) {
    return states.get(id) == State.FETCHING;
  }

  /** Forces what was said, and lets go of the file. */
  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
