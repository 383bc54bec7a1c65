package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import spooler.api.Envelope;
import spooler.api.HistoryEntry;
import spooler.api.HistoryView;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.mapi.MapiException;
import spooler.maildir.kit.Disk;

/**
 * Which dropped message is being submitted, so that a crash right then neither loses it nor sends
 * it twice.
 *
 * <p>Only one is at a time. Its name and the moment are forced before; after a crash the message of
 * that name is looked for among those that the spooler has taken since. <br>
 * <b>Threads:</b> one.
 */
final class Tried {
  private static final int PAGE = 500;

  private final Path file;
  private final Disk disk;
  private String name;
  private @Nullable Instant since;
  private boolean inDoubt;

  private Tried(Path file, Disk disk, String name, @Nullable Instant since) {
    this.file = file;
    this.disk = disk;
    this.name = name;
    this.since = since;
    this.inDoubt = true;
  }

  /** Reads what an earlier run wrote into that folder. */
  static Tried open(Path folder, Disk disk) throws IOException {
    Path file = folder.resolve("tried");
    try {
      String[] words = Files.readString(file, UTF_8).split(" ", 2);
      return new Tried(file, disk, words.length < 2 ? "" : words[1], Instant.parse(words[0]));
    } catch (NoSuchFileException | DateTimeParseException none) {
      return new Tried(file, disk, "", null);
    }
  }

  /** It is about to be submitted. */
  void begin(String message, Instant now) throws IOException {
    Replaced.write(disk, file, now + " " + message);
    name = message;
    since = now;
    inDoubt = true;
  }

  /** It is known that it was not taken. */
  void refused() {
    inDoubt = false;
  }

  /** Whether the spooler has taken it already. */
  boolean wasTaken(String message, Dropped dropped, Session session) throws MapiException {
    Instant from = since;
    if (!inDoubt || from == null || !name.equals(message)) {
      return false;
    }
    return isWaiting(dropped, from, session) || hasLeft(dropped, from, session.history());
  }

  private static boolean isWaiting(Dropped dropped, Instant since, Session session)
      throws MapiException {
    MessageId after = null;
    List<QueueEntry> page = session.queue().list(after, PAGE);
    while (!page.isEmpty()) {
      for (QueueEntry entry : page) {
        if (isSame(dropped, since, entry.accepted(), entry.size(), entry.envelope())) {
          return true;
        }
        after = entry.id();
      }
      page = session.queue().list(after, PAGE);
    }
    return false;
  }

  private static boolean hasLeft(Dropped dropped, Instant since, HistoryView history)
      throws MapiException {
    long before = HistoryView.NEWEST;
    List<HistoryEntry> page = history.list(before, PAGE);
    while (!page.isEmpty()) {
      for (HistoryEntry entry : page) {
        if (entry.finished().isBefore(since)) {
          return false;
        }
        if (isSame(dropped, since, entry.accepted(), entry.size(), entry.envelope())) {
          return true;
        }
        before = entry.number();
      }
      page = history.list(before, PAGE);
    }
    return false;
  }

  private static boolean isSame(
      Dropped dropped, Instant since, Instant accepted, long size, Envelope envelope) {
    return !accepted.isBefore(since)
        && size == dropped.size()
        && Objects.equals(envelope.sender(), dropped.envelope().sender())
        && addresses(envelope).equals(addresses(dropped.envelope()));
  }

  private static List<Object> addresses(Envelope envelope) {
    return envelope.recipients().stream().<Object>map(Recipient::address).toList();
  }
}
