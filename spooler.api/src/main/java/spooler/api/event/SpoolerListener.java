package spooler.api.event;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import spooler.api.MessageId;
import spooler.api.Question;
import spooler.api.RecipientState;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;

/**
 * Is told what the spooler does. Register it as a service.
 *
 * <p><b>Threads:</b> one call at a time, on a thread of the spooler's that serves listeners only; a
 * slow listener delays other listeners, never the mail. <br>
 * <b>Failure:</b> what a listener throws is logged and forgotten.
 */
@ConsumerType
public interface SpoolerListener {
  /** A flush has begun. */
  default void flushStarted(FlushTicket flush) {}

  /** A flush has ended. */
  default void flushEnded(FlushReport report) {}

  /** Every recipient of a message has come to its end; states in the order of the envelope. */
  default void messageSettled(MessageId id, List<RecipientState> recipients) {}

  /** A transport asks the user, and waits. Answer with {@link spooler.api.Session#answer}. */
  default void questionAsked(Question question) {}
}
