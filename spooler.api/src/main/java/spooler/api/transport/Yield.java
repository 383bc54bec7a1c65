package spooler.api.transport;

/** Whether a transport goes on with the message in hand. */
public enum Yield {
  /** Go on. */
  CONTINUE,
  /** Stop, release what is held, answer {@link SubmitResult.Cancelled} (MAPI_W_CANCEL_MESSAGE). */
  CANCEL_MESSAGE
}
