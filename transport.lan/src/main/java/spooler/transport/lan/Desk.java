package spooler.transport.lan;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.UniqueNames;

/**
 * One spooler at its post office: what its lanes share.
 *
 * <p><b>Threads:</b> any; fields are guarded by {@code this}, under which only the folder of its
 * own is asked for anything. The share is tried out under {@code opening}, once in half a minute,
 * by one lane for all: so a share that does not answer holds up those that would use it, and nobody
 * who only wants to know. <br>
 * <b>Failure:</b> a share that is not there is tried again by the next {@link #open}.
 */
final class Desk {
  private static final Duration PROBED = Duration.ofSeconds(30);
  private static final Duration SWEEP = Duration.ofHours(6);

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
  private @Nullable Receipts receipts; // guarded by this
  private final Object opening = new Object();
  private volatile long probedAt;
  private volatile boolean probed;
  private long sweptAt; // guarded by opening
  private boolean swept; // guarded by opening

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
  void open() throws IOException {
    String owner = folder.open();
    if (!isFresh()) {
      synchronized (opening) {
        if (!isFresh()) {
          prepare(owner);
        }
      }
    }
    office.check();
    state.look();
  }

  /** Whether it was tried out of late: then lanes need not wait for one another. */
  private boolean isFresh() {
    return probed && System.nanoTime() - probedAt < PROBED.toNanos();
  }

  private void prepare(String owner) throws IOException {
    if (settings.create()) {
      office.make();
    }
    office.check();
    Instant sharesNow = office.disk().probe(office.own("probe." + names.next()), office.own());
    for (String mailbox : settings.mailboxes()) {
      if (!office.has(mailbox)) {
        office.mailbox(mailbox).make();
      }
    }
    equip(owner);
    sweep(sharesNow);
    probedAt = System.nanoTime();
    probed = true;
  }

  private synchronized void equip(String owner) throws IOException {
    if (posting != null) {
      return;
    }
    Register register = new Register(office.own("taken"), office.disk(), settings.remember());
    Receipts kept = Receipts.open(folder.path(), local);
    Doubts doubts = Doubts.open(folder.path(), local);
    receipts = kept;
    posting = new Posting(office, register, doubts, usages, settings, owner, clock, kept);
    claims = new Claims(office, register, owner, settings.fetch(), settings.quota().messageBytes());
  }

  /** Deletes what stopped spoolers and mail programs have left half written; now and then. */
  private void sweep(Instant sharesNow) throws IOException {
    if (swept && System.nanoTime() - sweptAt < SWEEP.toNanos()) {
      return;
    }
    new Sweep(office).run(sharesNow);
    swept = true;
    sweptAt = System.nanoTime();
  }

  /** The share has failed: look at it anew before it is used again. */
  void failed() {
    probed = false;
    Claims known;
    synchronized (this) {
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

  /** Messages that are to be read; null before the post office was opened. */
  synchronized @Nullable Receipts receipts() {
    return receipts;
  }

  synchronized Claims claims() throws IOException {
    if (claims == null) {
      throw new IOException("the post office was not opened");
    }
    return claims;
  }

  /** What this spooler is called in the post office. */
  String owner() throws IOException {
    return folder.open();
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
