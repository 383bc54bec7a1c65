package spooler.transport.modem;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one call that all lanes of a transport use: made by the first that needs it while the others
 * wait, and hung up when the last has left. A call that broke, or that one of them wants no more,
 * takes nothing new; it is ended when nobody has anything under way in it, and only then may
 * another one be made.
 *
 * <p><b>Threads:</b> any. The fields are guarded by {@code this}, which is not held while a call is
 * made or ended, or a lane is asked whether it goes on. <br>
 * <b>Failure:</b> a call that does not come about fails everybody who waited for it; who comes
 * later tries anew.
 */
final class Circuit {
  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

  private final Set<ModemMedium> expected = new HashSet<>(); // guarded by this: may still use one
  private final Set<ModemMedium> lanes = new HashSet<>(); // guarded by this: who have used the call
  private final Set<ModemMedium> inHand = new HashSet<>(); // guarded by this: who use it now
  private @Nullable Call call; // guarded by this
  private boolean retired; // guarded by this: it takes nothing new
  private @Nullable ModemMedium working; // guarded by this: makes or ends a call
  private int failures; // guarded by this
  private @Nullable IOException failure; // guarded by this: the last of them

  /** Makes a call. */
  @FunctionalInterface
  interface Dialling {
    /** The call, or why there is none. */
    Call call() throws IOException;
  }

  /** The call as it is now; null for none. */
  synchronized @Nullable Call standing() {
    return call;
  }

  /**
   * The call that stands, or one that is made now; the lane has it in hand until {@link #letGo}.
   *
   * @throws IOException when there is none to be had, or the lane is not to go on
   */
  Call take(ModemMedium lane, Dialling dialling) throws IOException {
    int seen = failures();
    while (true) {
      lane.checkGoingOn();
      endIfOver(lane);
      Call joined = join(lane, seen);
      if (joined != null) {
        return joined;
      }
      if (begin(lane)) {
        return make(lane, dialling);
      }
      awaitChange();
    }
  }

  private synchronized int failures() {
    return failures;
  }

  private synchronized @Nullable Call join(ModemMedium lane, int seen) throws IOException {
    IOException why = failure;
    if (failures != seen && why != null) {
      throw new IOException(why.getMessage(), why.getCause()); // it was waited for
    }
    if (call == null || retired || call.session().isOver()) {
      return null;
    }
    lanes.add(lane);
    inHand.add(lane);
    return call;
  }

  private synchronized boolean begin(ModemMedium lane) {
    if (call != null || working != null) {
      return false;
    }
    working = lane;
    return true;
  }

  private Call make(ModemMedium lane, Dialling dialling) throws IOException {
    Call made;
    try {
      made = dialling.call();
    } catch (IOException failed) {
      failed(lane, failed);
      throw failed;
    } catch (RuntimeException defect) {
      failed(lane, new IOException(defect));
      throw defect;
    }
    if (!stands(lane, made)) {
      made.end();
      throw new IOException("the lane was given up");
    }
    return made;
  }

  private synchronized void failed(ModemMedium lane, IOException why) {
    failures++;
    failure = why;
    done(lane);
  }

  private synchronized boolean stands(ModemMedium lane, Call made) {
    if (working != lane) {
      return false;
    }
    call = made;
    lanes.add(lane);
    inHand.add(lane);
    done(lane);
    return true;
  }

  private synchronized void done(ModemMedium lane) {
    if (working == lane) {
      working = null;
    }
    notifyAll();
  }

  private synchronized void awaitChange() throws IOException {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, LOOK_EVERY);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the call", stopped);
    }
  }

  /**
   * The lane has nothing more under way in the call.
   *
   * @param well whether it may be used on
   */
  void letGo(ModemMedium lane, boolean well) {
    if (release(lane, well)) {
      endIfOver(lane);
    }
  }

  private synchronized boolean release(ModemMedium lane, boolean well) {
    boolean had = inHand.remove(lane);
    retired |= had && call != null && !well;
    notifyAll();
    return had;
  }

  /** Waits until no other lane uses the call, now or later in this turn. */
  void awaitOthers(ModemMedium lane) throws IOException {
    while (isUsedByOthers(lane)) {
      lane.checkGoingOn();
      awaitChange();
    }
  }

  private synchronized boolean isUsedByOthers(ModemMedium lane) {
    return Stream.concat(lanes.stream(), expected.stream()).anyMatch(each -> each != lane);
  }

  /** A turn begins, in which the lane may use the call. */
  synchronized void expect(ModemMedium lane) {
    expected.add(lane);
  }

  /**
   * The lane's turn is over.
   *
   * @return whether it was the last, and has ended a call
   */
  boolean expectNoMore(ModemMedium lane) {
    synchronized (this) {
      expected.remove(lane);
    }
    return leave(lane);
  }

  /**
   * The lane does not use the call now; it is hung up where no other does, or is expected to.
   *
   * @return whether it was the last, and has ended a call
   */
  boolean leave(ModemMedium lane) {
    quit(lane);
    return endIfOver(lane);
  }

  private synchronized void quit(ModemMedium lane) {
    lanes.remove(lane);
    retired |= call != null && lanes.isEmpty() && expected.isEmpty();
    notifyAll();
  }

  /** Whatever the lane does, or hangs in, is nobody's concern any more: it was given up. */
  void forget(ModemMedium lane) {
    release(lane, false);
    done(lane);
    expectNoMore(lane);
  }

  /** Ends the call if it is over and nobody has anything under way in it; whether it did. */
  private boolean endIfOver(ModemMedium lane) {
    Call over = takeOver(lane);
    if (over == null) {
      return false;
    }
    try {
      over.end();
    } finally {
      done(lane);
    }
    return true;
  }

  private synchronized @Nullable Call takeOver(ModemMedium lane) {
    Call over = call;
    if (over == null || !inHand.isEmpty() || working != null) {
      return null;
    }
    if (!retired && !over.session().isOver()) {
      return null;
    }
    working = lane;
    call = null;
    retired = false;
    lanes.clear();
    return over;
  }
}
