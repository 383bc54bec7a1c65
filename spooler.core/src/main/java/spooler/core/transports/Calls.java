package spooler.core.transports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import spooler.api.mapi.MapiException;
import spooler.api.store.StoreException;
import spooler.core.status.ShownText;

/**
 * Makes the data calls into one logon, on its lane's thread. Each is timed for the watchdog, and a
 * line at DEBUG of a logger with the transport's name ({@code spooler.transport.NAME}). <br>
 * <b>Failure:</b> what a call throws that it may not, or no answer where one is due, becomes a
 * {@link TransportDefectException}; a {@link StoreException} that passed through the transport
 * stays one.
 */
final class Calls {
  private final String lane;
  private final CallGuard guard;
  private final Logger log;

  Calls(String lane, CallGuard guard) {
    this.lane = lane;
    this.guard = guard;
    this.log = System.getLogger("spooler.transport." + lane.replaceFirst("/[^/]*$", ""));
  }

  /** A call with an answer. */
  interface Call<T> {
    T call() throws MapiException;
  }

  /** A call without one. */
  interface VoidCall {
    void call() throws MapiException;
  }

  void run(String what, VoidCall body) throws MapiException {
    call(
        what,
        () -> {
          body.call();
          return what;
        });
  }

  /** A call that may not throw anything. */
  <T> T quiet(String what, Call<T> body) {
    try {
      return call(what, body);
    } catch (MapiException notDeclared) {
      throw defect(what, notDeclared);
    }
  }

  <T> T call(String what, Call<T> body) throws MapiException {
    guard.enter(what);
    try {
      T answer = body.call();
      if (answer == null) {
        throw new NullPointerException("no answer");
      }
      log.log(Level.DEBUG, () -> "%s: %s: %s".formatted(lane, what, ShownText.of(answer + "")));
      return answer;
    } catch (MapiException | StoreException | LaneAbandonedException itsRight) {
      log.log(Level.DEBUG, () -> "%s: %s: %s".formatted(lane, what, ShownText.of(itsRight + "")));
      throw itsRight;
    } catch (Throwable thrown) { // errors, too, and what other languages throw unannounced
      throw defect(what, thrown);
    } finally {
      guard.exit();
      boolean unused = Thread.interrupted(); // it may have left it so: the store's files mind
    }
  }

  private TransportDefectException defect(String what, Throwable thrown) {
    return new TransportDefectException(
        ShownText.of("%s failed in %s: %s".formatted(lane, what, thrown)), thrown);
  }
}
