package spooler.transport.kit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.TransportSupport;

/**
 * The medium and the exclusive resource it needs: whether the line is up, and since when it may be.
 *
 * <p><b>Threads:</b> {@link #begin} and {@link #connect} on the lane's thread, the rest on any; the
 * fields are guarded by {@code this}, which is never held while the medium or the spooler is
 * called. <br>
 * <b>Failure:</b> a line that could not be opened is down again, and may be tried again.
 */
final class Line {
  private final TransportSupport support;
  private final Traits traits;
  private final Medium medium;

  private boolean up; // guarded by this
  private boolean ended; // guarded by this
  private @Nullable ResourceLease lease; // guarded by this

  Line(TransportSupport support, Traits traits, Medium medium) {
    this.support = support;
    this.traits = traits;
    this.medium = medium;
  }

  /**
   * A turn begins: takes the resource for it. What is left of a turn that ended without a word is
   * not relied on, because the spooler has taken it back.
   */
  void begin() throws MapiException {
    if (traits.resource() != null) {
      release();
      acquire();
    }
  }

  /** Takes the resource and opens the medium; false when that was done already. */
  boolean connect() throws IOException, MapiException {
    synchronized (this) {
      if (up) {
        return false;
      }
      if (ended) {
        throw new IOException("the lane has signed off");
      }
      up = true; // from here on a hang-up from another thread reaches the medium
    }
    try {
      acquire();
      medium.open();
    } catch (IOException | MapiException | RuntimeException | Error failed) {
      hangUp();
      throw failed;
    }
    if (!isUp()) { // hung up before there was anything to hang up
      medium.close();
      throw new IOException("the line was hung up while it was being opened");
    }
    return true;
  }

  /** Ends the connection, also while it is in use; a call that blocks on it fails. */
  void hangUp() {
    synchronized (this) {
      if (!up) {
        return;
      }
      up = false;
    }
    medium.close();
  }

  /** Takes the exclusive resource, if one is needed and it is not held yet. */
  private void acquire() throws MapiException {
    String resource = traits.resource();
    if (resource == null || isLeased()) {
      return;
    }
    ResourceLease granted = support.acquire(resource, traits.resourceLimit());
    synchronized (this) {
      if (!ended) {
        lease = granted;
        return;
      }
    }
    granted.close(); // signed off meanwhile
    throw new MapiException(HResult.MAPI_E_INVALID_OBJECT, "the lane has signed off");
  }

  /** Hangs up, then gives the exclusive resource back. */
  void release() {
    hangUp();
    ResourceLease held;
    synchronized (this) {
      held = lease;
      lease = null;
    }
    if (held != null) {
      held.close();
    }
  }

  /** Releases everything for good: it can never be connected again. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    release();
    medium.signOff();
  }

  /** Whether it is open, or being opened. */
  synchronized boolean isUp() {
    return up;
  }

  private synchronized boolean isLeased() {
    return lease != null;
  }
}
