package spooler.api.command;

/**
 * What an answer is shown on.
 *
 * @param width columns that fit on a line; 0 for as many as there are, for it is no terminal
 * @param colours whether escape sequences for colours are understood and wanted
 */
public record Screen(int width, boolean colours) {
  /** A file or a pipe. */
  public static final Screen PLAIN = new Screen(0, false);
}
