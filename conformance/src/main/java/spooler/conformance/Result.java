package spooler.conformance;

/** How a test ended; a later one weighs more where several count as one. */
enum Result {
  SKIPPED,
  PASSED,
  FAILED;

  /** What both come to: any failure fails, and one that passed shows it, whoever was skipped. */
  Result and(Result other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
