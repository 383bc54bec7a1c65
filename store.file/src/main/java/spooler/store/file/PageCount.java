package spooler.store.file;

/**
 * The pages of one file.
 *
 * @param written how many it ever had
 * @param needed how many of them are still needed
 */
record PageCount(int written, int needed) {
  /** One page, and it is needed. */
  static final PageCount ONE = new PageCount(1, 1);

  PageCount and(PageCount more) {
    return new PageCount(written + more.written, needed + more.needed);
  }

  PageCount lessOne() {
    return new PageCount(written, needed - 1);
  }

  boolean isSparse() {
    return needed > 0 && 2 * needed < written;
  }
}
