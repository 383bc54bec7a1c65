package spooler.transport.lan;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.UniqueNames;

/**
 * One spooler at its post office: what its lanes share.
 *
 * <p><b>Threads:</b> any; fields are guarded by {@code this}. The share is asked under it only by
 * {@link #open}, which every lane has to wait for anyway. <br>
 * <b>Failure:</b> a share that is not there is tried again by the next {@link #open}.
 */
final class Desk {
  private static final Duration PROBED = Duration.ofSeconds(30);

  private final LanSettings settings;
  private final Clock clock;
  private final Disk local;
  private final PostOffice office;
  private final ShareState state;
  private final Usages usages;
  private final StateFolder folder;
  private final UniqueNames names;
  private @Nullable Posting posting; // guarded by this
  private @Nullable Claims claims; // guarded by this
  private long probedAt; // guarded by this
  private boolean probed; // guarded by this

  /**
   * A desk that has asked for nothing yet.
   *
   * @param share what the post office lies on
   * @param local what the folder of its own lies on
   */
  Desk(LanSettings settings, Clock clock, Disk share, Disk local) {
    this.settings = settings;
    this.clock = clock;
    this.local = local;
    this.office = new PostOffice(settings.folder(), new ShareDisk(share));
    this.state = new ShareState(office, clock);
    this.usages = new Usages(office, settings.separator());
    this.folder = new StateFolder(settings.state(), local);
    this.names = new UniqueNames(clock);
  }

  /** Returns when the share is there, and can be written. */
  synchronized void open() throws IOException {
    String owner = folder.open();
    if (settings.create()) {
      office.make();
    }
    office.check();
    if (!probed || System.nanoTime() - probedAt > PROBED.toNanos()) {
      probe(owner);
    }
    state.look();
  }

  private void probe(String owner) throws IOException {
    office.disk().probe(office.own("probe." + names.next()), office.own());
    for (String mailbox : settings.mailboxes()) {
      if (!office.has(mailbox)) {
        office.mailbox(mailbox).make();
      }
    }
    Register register = new Register(office.own("taken"), office.disk(), settings.remember());
    if (posting == null) {
      posting =
          new Posting(
              office, register, Doubts.open(folder.path(), local), usages, settings, owner, clock);
      claims =
          new Claims(office, register, owner, settings.fetch(), settings.quota().messageBytes());
    }
    probed = true;
    probedAt = System.nanoTime();
  }

  /** The share has failed: look at it anew before it is used again. */
  void failed() {
    Claims known;
    synchronized (this) {
      probed = false;
      known = claims;
    }
    if (known != null) {
      known.reopen();
    }
  }

  synchronized Posting posting() throws IOException {
    if (posting == null) {
      throw new IOException("the post office was not opened");
    }
    return posting;
  }

  synchronized Claims claims() throws IOException {
    if (claims == null) {
      throw new IOException("the post office was not opened");
    }
    return claims;
  }

  /** How many files can never be taken. */
  private synchronized int refused() {
    return claims == null ? 0 : claims.refused();
  }

  PostOffice office() {
    return office;
  }

  ShareState state() {
    return state;
  }

  Usages usages() {
    return usages;
  }

  LanSettings settings() {
    return settings;
  }

  /** The share in words for the table. */
  String text() {
    return state.text(refused());
  }

  /** Lets go of the folder of its own. */
  void close() throws IOException {
    folder.close();
  }
}
