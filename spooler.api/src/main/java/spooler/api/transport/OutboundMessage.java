package spooler.api.transport;

import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;

/**
 * A message in a transport's hands, from SubmitMessage until EndMessage returns. Used on the lane's
 * thread.
 */
@ProviderType
public interface OutboundMessage {
  /** The message's name; unchanged however often it is submitted. */
  MessageId id();

  /** The whole envelope. */
  Envelope envelope();

  /** The recipients this transport is to handle, by ascending place. */
  List<Assigned> recipients();

  /**
   * PR_RESPONSIBILITY of the recipient at that place of the envelope: false for those in {@link
   * #recipients()} that are not settled yet, true for all others (R74).
   */
  boolean responsibility(int place);

  /**
   * Says what became of one recipient, as soon as it is decided: a line that drops later keeps it.
   * Only the first word on a recipient counts.
   */
  void settle(Assigned recipient, RecipientOutcome outcome);

  /** Opens the body from the start; may be called again. Close it before returning. */
  InputStream openBody();

  /** Length of the body, bytes. */
  long size();

  /** Names the message for a cancel; call it before data moves. */
  void assignRef(MessageRef ref);

  /**
   * Says that the last octet of it is about to be on its way, and only the far side's word on it
   * will be missing. Where mail goes by grade ({@link TransportProvider#BY_GRADE}), another lane of
   * the transport picks the next message then, and not before: so that no message waits, picked,
   * behind another one, and new urgent mail overtakes it. May be called more than once, or never.
   */
  default void onItsWay() {}

  /**
   * A recipient this transport is to handle.
   *
   * @param place in the envelope, from 0
   */
  record Assigned(int place, Recipient recipient) {}
}
