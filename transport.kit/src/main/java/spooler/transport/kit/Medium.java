package spooler.transport.kit;

import java.io.IOException;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;

/**
 * What differs from transport to transport: how to connect, send, receive, and hang up.
 *
 * <p><b>Threads:</b> the lane's thread; only {@link #close}, {@link #signOff} and {@link #validate}
 * may also come from another one, while a call blocks; a close then makes it fail. <br>
 * <b>Failure:</b> an {@link IOException} means the line: the message waits, costs no attempt, and
 * the medium is closed and opened again before it is used again.
 */
public interface Medium {
  /** Connects. Called before the first message of a turn, not for every message. */
  void open() throws IOException, MapiException;

  /** A turn begins in which this lane takes part: it may be used until {@link #endTurn}. */
  default void beginTurn() {}

  /** The turn is over for this lane, after {@link #close}. */
  default void endTurn() {}

  /**
   * Sends one message and settles its recipients. Reading its body fails with an {@link
   * java.io.InterruptedIOException} when the message is to be stopped: let that pass.
   */
  SubmitResult send(OutboundMessage message) throws IOException;

  /**
   * Fetches one message: fills it and saves it, or leaves it untouched when there is none.
   *
   * @return whether more is waiting
   */
  default boolean receive(InboundMessage message) throws IOException, MapiException {
    return false;
  }

  /** Whom it is connected to, in words for the table; empty for what {@link Traits} say. */
  default String peer() {
    return "";
  }

  /**
   * From now on, or no longer, the spooler wants to hear of new mail outside a turn (BEGIN_INBOUND,
   * END_INBOUND). Any thread; returns at once.
   */
  default void listen(boolean begin) {}

  /**
   * Somebody says that what was found wrong may have been put right (ValidateState). Any thread;
   * connects to nothing.
   */
  default void validate() {}

  /**
   * Hangs up; also when nothing is open. What may be of use to the next turn, such as a connection
   * that is in order, may be kept for a while.
   */
  void close();

  /** The lane signs off, after {@link #close}: frees what was kept. Any thread. */
  default void signOff() {}
}
