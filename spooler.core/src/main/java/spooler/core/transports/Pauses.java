package spooler.core.transports;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import spooler.api.Pause;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/**
 * The transports that their operator has paused. What the keeper holds counts; it is read when the
 * spooler starts, before any transport comes, and whenever it has changed.
 *
 * <p><b>Threads:</b> any; readers see an immutable map. Changes are made one at a time, under this
 * object's monitor, which is held while the keeper is called and never taken by it.
 */
public final class Pauses {
  private final PauseKeeper keeper;
  private final Clock clock;
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<String, Pause> kept;

  /**
   * Reads what is kept.
   *
   * @throws IllegalStateException when that fails: mail might go where it must not
   */
  public Pauses(PauseKeeper keeper, Clock clock) {
    this.keeper = keeper;
    this.clock = clock;
    try {
      this.kept = Map.copyOf(keeper.load());
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          "which transports are paused cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  /** Runs {@code listener} after every change. */
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** The pause of that transport, if it holds now. */
  public Optional<Pause> of(String transport) {
    return Optional.ofNullable(kept.get(transport)).filter(one -> one.holdsAt(clock.instant()));
  }

  /** Those that hold now, by name. */
  public Map<String, Pause> now() {
    Map<String, Pause> now = new TreeMap<>(kept);
    now.values().removeIf(one -> !one.holdsAt(clock.instant()));
    return now;
  }

  /** Pauses a transport; it need not be there. */
  public void pause(String transport, Pause pause) throws MapiException {
    if (!Description.isName(transport)) {
      throw new MapiException(
          HResult.MAPI_E_INVALID_PARAMETER,
          "no transport can have that name: give letters, digits and . _ @ -, 64 at most");
    }
    if (!pause.holdsAt(clock.instant())) {
      throw new MapiException(
          HResult.MAPI_E_INVALID_PARAMETER,
          "%s has passed: give a time that is still to come".formatted(pause.until()));
    }
    change(() -> keeper.keep(transport, pause));
  }

  /** Ends a pause. */
  public void resume(String transport) throws MapiException {
    if (of(transport).isEmpty()) {
      throw new MapiException(HResult.MAPI_E_NOT_FOUND, transport + " is not paused");
    }
    change(() -> keeper.forget(transport));
  }

  /** The keeper has changed: takes up what it holds now. */
  public void reload() throws MapiException {
    change(() -> {});
  }

  private void change(Change change) throws MapiException {
    synchronized (this) {
      try {
        change.make();
        kept = Map.copyOf(keeper.load());
      } catch (IOException failed) {
        throw new MapiException(
            HResult.MAPI_E_CALL_FAILED,
            "which transports are paused could not be kept: " + failed.getMessage(),
            failed);
      }
    }
    listeners.forEach(Runnable::run);
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }
}
