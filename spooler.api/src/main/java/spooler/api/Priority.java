package spooler.api;

/** How much a message matters (PR_PRIORITY). */
public enum Priority {
  /** PRIO_NONURGENT. */
  NON_URGENT(-1),
  /** PRIO_NORMAL. */
  NORMAL(0),
  /** PRIO_URGENT. */
  URGENT(1);

  private final int value;

  Priority(int value) {
    this.value = value;
  }

  /** The value the MAPI headers give it. */
  public int value() {
    return value;
  }
}
