package spooler.store.file;

/** Is told how far long work is. Called on the thread that does the work. */
@FunctionalInterface
interface Progress {
  /** For nobody. */
  Progress NONE = (what, done, all) -> {};

  /**
   * So much is done.
   *
   * @param what is counted, such as "segments"
   */
  void at(String what, long done, long all);
}
