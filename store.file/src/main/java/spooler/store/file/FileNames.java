package spooler.store.file;

/** Numbers in the names of files. */
final class FileNames {
  private static final String ZEROS = "0000000000";

  private FileNames() {}

  /** A number of at least ten digits, so that the names of files sort as their numbers do. */
  static String numbered(long number, String suffix) {
    String digits = Long.toString(number);
    return ZEROS.substring(Math.min(digits.length(), ZEROS.length())) + digits + suffix;
  }
}
