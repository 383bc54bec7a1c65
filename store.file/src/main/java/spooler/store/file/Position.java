package spooler.store.file;

/**
 * A place in the log, between two records.
 *
 * @param segment number of the segment
 * @param offset in its file
 */
record Position(long segment, long offset) {
  /** Before all. */
  static final Position START = new Position(0, 0);

  /** In one number, ascending as the log does: segments are shorter than 4 GiB. */
  long packed() {
    return segment << Integer.SIZE | offset;
  }
}
