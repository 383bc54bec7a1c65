package spooler.api.transport;

import spooler.api.MessageId;

/** Which message a notification is about. */
public sealed interface NotificationTarget {
  /** The message in hand (with CANCEL_MESSAGE). */
  record InHand(MessageRef ref) implements NotificationTarget {}

  /** A deferred message (with ABORT_DEFERRED). */
  record Deferred(MessageId id) implements NotificationTarget {}
}
