package spooler.store.file;

/** Bytes of a segment are not what was written. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1;

  private final long offset;

  /**
   * @param offset where in the segment
   */
  DamagedException(long offset, String what) {
    super(what);
    this.offset = offset;
  }

  long offset() {
    return offset;
  }
}
