package spooler.transport.modem.uucp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Is told of a call's events on the call's own thread; must return at once and not throw. */
public interface UucpListener {
  /** Listens to nothing. */
  UucpListener NONE = new UucpListener() {};

  /** A request is complete and safe in the spool. */
  default void received(String peer) {}

  /** The far side has sent all it has and asks whether we have something. */
  default void ourTurn() {}

  /** Something was refused, or was odd: one line for the log. */
  default void refused(String what) {}

  /** The call has ended: cleanly when there is no reason. */
  default void over(@Nullable IOException why) {}
}
