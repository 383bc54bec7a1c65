package spooler.transport.lan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.maildir.kit.UniqueNames;

/**
 * Takes messages out of mailboxes, so that no other spooler and no mail program does.
 *
 * <p><b>Order</b> for each message: (1) it is entered in the {@link Register}, which is forced; (2)
 * its file is renamed into this spooler's folder below {@code .spooler/claimed}; (3) it is handed
 * on, which forces it here; (4) its file is deleted. <br>
 * <b>A crash</b> after (1) or (2) leaves a message that this spooler, and no other, takes up again;
 * it says then that it is in doubt, and the inbox looks whether it has it. No clock can tell a
 * spooler that is dead from a link that is slow, so nobody else ever takes up what it has claimed,
 * unless an operator says so. <br>
 * <b>Threads:</b> any; guarded by {@code this}, also while the share is asked. What is claimed is
 * handed to one lane. <br>
 * <b>Failure:</b> an {@link IOException} means the share; nothing is lost.
 */
final class Claims {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");
  private static final int BATCH = 32;

  private final PostOffice office;
  private final Register register;
  private final String owner;
  private final List<String> mailboxes;
  private final long largest;
  private final LeftAlone leftAlone = new LeftAlone();
  private final Unread unread;
  private final Deque<Claimed> ready = new ArrayDeque<>(); // guarded by this
  private final Set<Path> inHand = new HashSet<>(); // ready or with a lane; guarded by this
  private final Set<Path> handedOn = new HashSet<>(); // but not deleted yet; guarded by this
  private boolean prepared; // guarded by this

  /**
   * Claims for one spooler.
   *
   * @param mailboxes those that it empties
   * @param largest message that it takes, bytes
   */
  Claims(PostOffice office, Register register, String owner, List<String> mailboxes, long largest) {
    this.office = office;
    this.register = register;
    this.owner = owner;
    this.mailboxes = mailboxes;
    this.largest = largest;
    this.unread = new Unread(office, mailboxes, leftAlone);
  }

  /** The next message; null when there is none. */
  synchronized @Nullable Claimed next() throws IOException {
    if (ready.isEmpty()) {
      claimMore();
    }
    Claimed message = ready.poll();
    while (message != null && !isStillFit(message)) {
      message = ready.poll();
    }
    return message;
  }

  /** Another program may have put something else there between the look at it and its move. */
  private boolean isStillFit(Claimed message) throws IOException {
    try {
      String unfit = Unfit.reason(office.disk().attributes(message.file()), largest);
      if (!unfit.isEmpty()) {
        leftAlone.refuse(message.file(), unfit);
      }
      return unfit.isEmpty();
    } catch (NoSuchFileException gone) {
      LOG.log(Level.WARNING, "{0} was claimed, and somebody has removed it", message.file());
      inHand.remove(message.file());
      return false;
    } catch (IOException | RuntimeException failed) {
      ready.addFirst(message);
      throw failed;
    }
  }

  /** Whether there is another one. */
  synchronized boolean hasMore() throws IOException {
    if (ready.isEmpty()) {
      claimMore();
    }
    return !ready.isEmpty();
  }

  /** Whether there is one that was not claimed yet; changes nothing. */
  synchronized boolean isAnythingNew() throws IOException {
    if (!ready.isEmpty()) {
      return true;
    }
    unread.refresh();
    return !unread.isEmpty();
  }

  /** How many files can never be taken. */
  int refused() {
    return leftAlone.refused();
  }

  /** A message that was not handed on comes next again. */
  synchronized void putBack(Claimed message) {
    ready.addFirst(message.doubted());
  }

  /** A message was handed on. */
  void done(Claimed message) {
    synchronized (this) {
      handedOn.add(message.file());
    }
    try {
      office.disk().delete(message.file());
    } catch (IOException later) { // it is known, and deleted when the share is there again
      LOG.log(Level.DEBUG, () -> Reason.of(message.file(), later));
      return;
    }
    synchronized (this) {
      handedOn.remove(message.file());
      inHand.remove(message.file());
    }
  }

  private void claimMore() throws IOException {
    office.check();
    if (!prepared) {
      register.prepare(mailboxes);
      for (String mailbox : mailboxes) {
        office.makeOwn("claimed", owner, mailbox);
      }
      for (String mailbox : mailboxes) {
        takeUp(mailbox);
      }
      prepared = true;
    }
    deleteHandedOn();
    List<Claimed> entered = new ArrayList<>();
    unread.refresh();
    Path file = unread.poll();
    while (file != null) {
      Claimed message = enter(file);
      if (message != null) {
        entered.add(message);
      }
      file = entered.size() < BATCH ? unread.poll() : null;
    }
    for (String mailbox : entered.stream().map(Claimed::mailbox).distinct().toList()) {
      register.force(mailbox);
    }
    for (Claimed message : entered) {
      move(message);
    }
  }

  /** What was claimed before this run, or before the share went away. */
  private void takeUp(String mailbox) throws IOException {
    List<Path> left = new ArrayList<>();
    office.disk().list(office.own("claimed", owner, mailbox), left::add);
    left.sort(null);
    for (Path file : left) {
      FileName name = new FileName(String.valueOf(file.getFileName()), ":");
      String key = key(name);
      if (inHand.contains(file) || leftAlone.has(file)) {
        continue;
      }
      if (register.take(mailbox, key, owner, name.unique()) == Register.Answer.COPY) {
        office.disk().delete(file);
        continue;
      }
      inHand.add(file);
      ready.add(new Claimed(mailbox, file, name, key, true));
    }
  }

  private void deleteHandedOn() throws IOException {
    for (Path file : List.copyOf(handedOn)) {
      office.disk().delete(file);
      handedOn.remove(file);
      inHand.remove(file);
    }
  }

  /** Enters a message in the register; null when it is not this spooler's. */
  private @Nullable Claimed enter(Path file) throws IOException {
    String mailbox = String.valueOf(file.getName(file.getNameCount() - 3));
    FileName name = new FileName(String.valueOf(file.getFileName()), ":");
    try {
      String unfit = Unfit.reason(office.disk().attributes(file), largest);
      if (!unfit.isEmpty()) {
        leftAlone.refuse(file, unfit);
        return null;
      }
    } catch (NoSuchFileException gone) {
      return null;
    }
    String key = key(name);
    return switch (register.take(mailbox, key, owner, name.unique())) {
      case OURS -> new Claimed(mailbox, file, name, key, false);
      case IN_DOUBT -> new Claimed(mailbox, file, name, key, true);
      case COPY -> {
        LOG.log(Level.INFO, "{0}: a second copy of a message that was taken; deleted", file);
        office.disk().delete(file);
        yield null;
      }
      case ANOTHERS -> {
        leftAlone.leave(file);
        yield null;
      }
    };
  }

  /** Moves it out of the mailbox, unless it has gone meanwhile. */
  private void move(Claimed message) throws IOException {
    Path to = office.own("claimed", owner, message.mailbox()).resolve(message.name().text());
    inHand.add(to);
    try {
      office.disk().rename(message.file(), to);
    } catch (NoSuchFileException gone) { // a mail program has it, or the answer was lost on its way
      if (isThere(to)) {
        ready.add(at(to, message));
      } else {
        inHand.remove(to);
        if (!message.inDoubt()) { // else another spooler may have it, and the entry must stay
          register.giveBack(message.mailbox(), message.key(), owner, message.name().unique());
        }
      }
      return;
    } catch (IOException | RuntimeException failed) {
      inHand.remove(to);
      prepared = false; // look again what was claimed: nobody knows whether this was
      throw failed;
    }
    ready.add(at(to, message));
  }

  private static Claimed at(Path file, Claimed message) {
    return new Claimed(message.mailbox(), file, message.name(), message.key(), message.inDoubt());
  }

  private boolean isThere(Path file) throws IOException {
    try {
      return office.disk().attributes(file).isRegularFile();
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** The connection begins anew: what was seen before may not be so any more. */
  synchronized void reopen() {
    prepared = false;
    unread.forget();
  }

  private static String key(FileName name) {
    return name.mark().isEmpty() ? UniqueNames.mark(name.unique()) : name.mark();
  }
}
