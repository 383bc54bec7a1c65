package spooler.store.file;

/** Messages on their way into the log. */
interface Load {
  /** How many. */
  int size();

  /** What their records take in the log. */
  long bytes();

  /** Throws their bodies away; they are not going to the log. */
  void discard();
}
