package spooler.api.transport;

/** A transport's own name for the message in hand (lpulMsgRef). */
public record MessageRef(long value) {
  /** What an outbound message has until the transport assigns one. */
  public static final MessageRef OUTBOUND = new MessageRef(0);

  /** What an inbound message has until the transport assigns one. */
  public static final MessageRef INBOUND = new MessageRef(1);
}
