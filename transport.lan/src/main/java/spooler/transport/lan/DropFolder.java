package spooler.transport.lan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.mapi.MapiException;
import spooler.maildir.kit.Disk;

/**
 * Submits what programs put into a folder.
 *
 * <p><b>Order</b> for each message: (1) it is claimed by a rename; (2) that it is being submitted
 * is forced ({@link Tried}); (3) it is submitted, and forced in the spooler's store; (4) it is
 * moved to {@code done}. One at a time, so a crash leaves at most one, which is taken up first.
 * <br>
 * <b>Failure:</b> what can never be sent is moved to {@code failed}, with the reason beside it; a
 * folder that is not there, or a spooler that cannot take more, is tried again at the next look.
 * <br>
 * <b>Threads:</b> {@link #look} and {@link #close} one; {@link #state} any.
 */
final class DropFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");

  private final DropSettings settings;
  private final Session session;
  private final Clock clock;
  private final Disk disk;
  private final StateFolder own;
  private final Settling settling;
  private @Nullable DropPlace place;
  private @Nullable Tried tried;
  private volatile State state = new State("", 0, 0, 0, "");

  /**
   * What is known of it.
   *
   * @param trouble why it cannot be read, or nothing be submitted; empty when all is well
   * @param waiting messages at the last look
   * @param taken in this run
   * @param failed in this run
   * @param lastFailed which failed last, and why; empty for none
   */
  record State(String trouble, int waiting, long taken, long failed, String lastFailed) {}

  DropFolder(DropSettings settings, Session session, Clock clock, Disk disk, LongSupplier ticker) {
    this.settings = settings;
    this.session = session;
    this.clock = clock;
    this.disk = disk;
    this.own = new StateFolder(settings.state(), Disk.REAL);
    this.settling = new Settling(settings.settle(), ticker);
  }

  State state() {
    return state;
  }

  /** Submits everything that is complete. */
  void look() {
    try {
      lookInto(prepared());
      state = new State("", state.waiting, state.taken, state.failed, state.lastFailed);
    } catch (IOException | MapiException | RuntimeException later) {
      String why =
          later instanceof IOException io ? Reason.of(settings.folder(), io) : shown(later);
      if (!why.equals(state.trouble)) {
        LOG.log(Level.WARNING, "what is dropped waits: {0}", why);
      }
      state = new State(why, state.waiting, state.taken, state.failed, state.lastFailed);
    }
  }

  private static String shown(Exception fault) {
    return fault.getMessage() == null ? fault.toString() : fault.getMessage();
  }

  private DropPlace prepared() throws IOException {
    DropPlace known = place;
    if (known == null) {
      known = new DropPlace(settings.folder(), settings.create(), own.open(), disk);
      tried = Tried.open(own.path(), Disk.REAL);
      place = known;
    }
    known.prepare();
    return known;
  }

  private void lookInto(DropPlace folder) throws IOException, MapiException {
    for (Path left : folder.claimed()) {
      folder.fetchEnvelope(left);
      submit(folder, left);
    }
    List<Path> waiting = folder.waiting();
    Set<Path> present = new HashSet<>(waiting);
    int left = waiting.size();
    for (Path file : waiting) {
      if (take(folder, file, present)) {
        left--;
      }
    }
    settling.keep(present);
    state = new State("", left, state.taken, state.failed, state.lastFailed);
  }

  /** Whether it waits no longer. */
  private boolean take(DropPlace folder, Path file, Set<Path> present)
      throws IOException, MapiException {
    try {
      String unfit = Unfit.reason(disk.attributes(file), settings.largest());
      if (!unfit.isEmpty()) {
        fail(folder, new DropPlace.Pair(file, folder.envelope(file)), unfit);
        return true;
      }
      if (!isSettled(folder, file, present)) {
        return false;
      }
    } catch (NoSuchFileException gone) {
      return true;
    }
    Path claimed = folder.claim(file);
    if (claimed != null) {
      submit(folder, claimed);
    }
    return true;
  }

  /** Whether neither the message nor its envelope is being written any more. */
  private boolean isSettled(DropPlace folder, Path file, Set<Path> present) throws IOException {
    boolean settled = settling.isSettled(file, disk.attributes(file));
    Path envelope = folder.envelope(file);
    if (envelope != null) {
      present.add(envelope);
      settled &= settling.isSettled(envelope, disk.attributes(envelope));
    }
    return settled;
  }

  private void submit(DropPlace folder, Path claimed) throws IOException, MapiException {
    DropPlace.Pair pair = folder.pair(claimed);
    String name = String.valueOf(claimed.getFileName());
    Dropped message;
    try {
      String unfit = Unfit.reason(disk.attributes(claimed), settings.largest());
      if (!unfit.isEmpty()) { // somebody has put something else there before the claim
        throw new Dropped.UnfitException(unfit, null);
      }
      message = Dropped.read(disk, claimed, pair.envelope());
    } catch (Dropped.UnfitException unfit) {
      fail(folder, pair, String.valueOf(unfit.getMessage()));
      return;
    }
    Tried record = tried();
    if (!record.wasTaken(name, message, session)) {
      record.begin(name, clock.instant());
      hand(message, record);
      state = new State("", state.waiting, state.taken + 1, state.failed, state.lastFailed);
    }
    folder.done(pair, settings.keepDone());
  }

  private void hand(Dropped message, Tried record) throws IOException, MapiException {
    boolean taken = false;
    try {
      session.submit(new SpoolMessage(message.envelope(), message));
      taken = true;
    } finally {
      if (!taken) {
        record.refused(); // nothing was kept
      }
    }
  }

  private void fail(DropPlace folder, DropPlace.Pair message, String why) throws IOException {
    Path aside = folder.failed(message, why);
    String said =
        "%s: %s".formatted(Reason.oneLine(String.valueOf(message.file().getFileName())), why);
    LOG.log(Level.WARNING, "dropped and not sent, moved to {0}: {1}", aside, said);
    state = new State("", state.waiting, state.taken, state.failed + 1, said);
  }

  private Tried tried() throws IOException {
    Tried known = tried;
    if (known == null) {
      throw new IOException("the folder was not opened");
    }
    return known;
  }

  @Override
  public void close() throws IOException {
    own.close();
  }
}
