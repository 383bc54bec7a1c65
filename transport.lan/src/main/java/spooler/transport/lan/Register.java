package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.Folders;

/**
 * Which messages were taken out of a mailbox, by whichever spooler: each is a file in {@code
 * .spooler/taken/MAILBOX}, named by the message's key, which says who took which file.
 *
 * <p>That file is made exclusively (O_EXCL), and before the message's own is moved. So of two
 * spoolers that want the same message, or two copies of it, one gets it, at any time; and a sender
 * that finds a message neither in the mailbox nor, after that, here, knows that it never arrived.
 *
 * <p><b>Durability:</b> {@link #take} forces the file, {@link #force} the directory: no message is
 * handed on before both. <br>
 * <b>Bounds:</b> the oldest are forgotten when there are twice as many as are to be remembered,
 * looked at every {@link #CHECK_EVERY} messages. The share's own times order them, and serve
 * nothing else; that its clock was set back is noticed. <br>
 * <b>Threads:</b> any.
 */
final class Register {
  private static final int LONGEST = 4096;

  /** How many messages of a mailbox come between two looks at how many are remembered. */
  static final int CHECK_EVERY = 500;

  private final Path folder;
  private final Disk disk;
  private final int remember;
  private final ConcurrentHashMap<String, Integer> untilCheck = new ConcurrentHashMap<>();

  /** Whether a message may be taken. */
  enum Answer {
    /** Nobody has it: it is this spooler's from now on. */
    OURS,
    /** It was this spooler's before, which then was stopped: nobody knows how far it came. */
    IN_DOUBT,
    /** This file is a second copy of one that was taken. */
    COPY,
    /** Another spooler has it. */
    ANOTHERS
  }

  Register(Path folder, Disk disk, int remember) {
    this.folder = folder;
    this.disk = disk;
    this.remember = remember;
  }

  /**
   * Takes a message, if nobody has.
   *
   * @param owner who takes it
   * @param unique the file's name without flags
   */
  Answer take(String mailbox, String key, String owner, String unique) throws IOException {
    Path entry = folder.resolve(mailbox).resolve(key);
    String claim = owner + " " + unique;
    try {
      write(entry, claim);
      bound(mailbox, entry);
      return Answer.OURS;
    } catch (FileAlreadyExistsException taken) {
      return answer(entry, claim, read(entry));
    }
  }

  private Answer answer(Path entry, String claim, String found) throws IOException {
    if (found.isEmpty()) { // a crash came between the two halves of write, or one is at it
      return replace(entry, claim);
    }
    if (found.equals(claim)) {
      return Answer.IN_DOUBT;
    }
    boolean sameFile = found.substring(found.indexOf(' ') + 1).equals(after(claim));
    return sameFile ? Answer.ANOTHERS : Answer.COPY;
  }

  /**
   * Whoever has begun the entry may still take the message: so this one is in doubt. There is an
   * entry at every moment, since a sender may be looking for it.
   */
  private Answer replace(Path entry, String claim) throws IOException {
    Path aside = entry.resolveSibling(entry.getFileName() + "." + before(claim));
    disk.delete(aside);
    write(aside, claim);
    disk.rename(aside, entry);
    return Answer.IN_DOUBT;
  }

  private static String before(String claim) {
    return claim.substring(0, claim.indexOf(' '));
  }

  private static String after(String claim) {
    return claim.substring(claim.indexOf(' ') + 1);
  }

  private void write(Path entry, String claim) throws IOException {
    try (FileChannel file = disk.create(entry, Folders.privateFile(folder))) {
      ByteBuffer bytes = ByteBuffer.wrap(claim.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      disk.force(file, entry);
    }
  }

  private String read(Path entry) throws IOException {
    try (InputStream in = disk.read(entry)) {
      return new String(in.readNBytes(LONGEST), UTF_8);
    } catch (NoSuchFileException gone) { // given back, or forgotten
      return "";
    }
  }

  /** Makes all that was taken out of a mailbox last. */
  void force(String mailbox) throws IOException {
    disk.forceDirectory(folder.resolve(mailbox));
  }

  /**
   * Gives a message back that was not handed on. An entry that another spooler has made in place of
   * this one's stays: senders know by it that the message has arrived.
   */
  void giveBack(String mailbox, String key, String owner, String unique) throws IOException {
    Path entry = folder.resolve(mailbox).resolve(key);
    if (read(entry).equals(owner + " " + unique)) {
      disk.delete(entry);
    }
  }

  /** Whether somebody has taken it. */
  boolean knows(String mailbox, String key) throws IOException {
    try {
      disk.attributes(folder.resolve(mailbox).resolve(key));
      return true;
    } catch (NoSuchFileException unknown) {
      return false;
    }
  }

  /** Forgets the oldest, where there are too many. */
  private void bound(String mailbox, Path latest) throws IOException {
    if (untilCheck.merge(mailbox, 1, Integer::sum) % CHECK_EVERY != 1) {
      return;
    }
    List<Path> entries = new ArrayList<>();
    disk.list(folder.resolve(mailbox), entries::add);
    if (entries.size() <= 2L * remember) {
      return;
    }
    List<Entry> byAge = byAge(entries, disk.attributes(latest).lastModifiedTime());
    for (Entry old : byAge.subList(0, Math.max(0, byAge.size() - remember))) {
      disk.delete(old.path());
    }
  }

  /**
   * The oldest first. Where so many bear a later time than the one that was made just now that it
   * would be forgotten, the share's clock was set back: they are the older ones.
   */
  private List<Entry> byAge(List<Path> entries, FileTime now) throws IOException {
    List<Entry> byAge = new ArrayList<>();
    for (Path entry : entries) {
      Entry.of(entry, disk).ifPresent(byAge::add);
    }
    byAge.sort(Comparator.comparing(Entry::time));
    int later = (int) byAge.stream().filter(one -> one.time().compareTo(now) > 0).count();
    if (later >= remember) {
      Collections.rotate(byAge, later);
    }
    return byAge;
  }

  private record Entry(Path path, FileTime time) {
    /** Empty for one that another spooler has just forgotten. */
    static Optional<Entry> of(Path path, Disk disk) throws IOException {
      try {
        return Optional.of(new Entry(path, disk.attributes(path).lastModifiedTime()));
      } catch (NoSuchFileException gone) {
        return Optional.empty();
      }
    }
  }

  /** Makes the folders of these mailboxes. */
  void prepare(List<String> mailboxes) throws IOException {
    for (String mailbox : mailboxes) {
      new Folders(disk).make(folder.resolve(mailbox));
    }
  }
}
