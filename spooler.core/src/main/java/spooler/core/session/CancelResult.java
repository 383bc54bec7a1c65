package spooler.core.session;

/** What became of a cancel. */
enum CancelResult {
  /** All recipients that waited are cancelled, and the message is gone. */
  CANCELLED,
  /** Somebody holds a claim on it; nothing was changed. */
  CLAIMED,
  /** No such message waits. */
  ABSENT
}
