package spooler.api;

/** Where one recipient's copy of a message is. The last four are final. */
public enum RecipientState {
  /** In the queue. */
  WAITING,
  /** In a transport's hands right now. */
  SENDING,
  /** The far side took it. */
  SENT,
  /** Refused for good. */
  FAILED,
  /** Taken back. */
  CANCELLED,
  /** Its time ran out. */
  EXPIRED;

  /** Whether nothing more will happen to it. */
  public boolean isFinal() {
    return compareTo(SENT) >= 0;
  }
}
