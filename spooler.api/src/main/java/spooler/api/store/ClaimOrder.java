package spooler.api.store;

/** In which order a claim takes what is wanted. */
public enum ClaimOrder {
  /** As it was submitted, the oldest first (R62). */
  SUBMITTED,
  /**
   * For lines on which every octet counts: urgent before normal before non-urgent (PR_PRIORITY),
   * within these the smaller body first, and within equals the oldest.
   */
  GRADE
}
