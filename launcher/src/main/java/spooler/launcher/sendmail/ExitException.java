package spooler.launcher.sendmail;

/** Ends the program with a code of sysexits.h, and one line that says why. */
final class ExitException extends Exception {
  /** EX_USAGE: written wrongly. */
  static final int USAGE = 64;

  /** EX_DATAERR: the message, or an address in it, cannot be used. */
  static final int DATA = 65;

  /** EX_NOUSER: a recipient was refused. */
  static final int NO_USER = 67;

  /** EX_UNAVAILABLE: the message was refused for good. */
  static final int UNAVAILABLE = 69;

  /** EX_IOERR: the input cannot be read. */
  static final int IO = 74;

  /** EX_TEMPFAIL: neither the spooler nor its drop folder takes it now. */
  static final int TEMPORARY = 75;

  private static final long serialVersionUID = 1;

  private final int code;

  ExitException(int code, String why) {
    super(why);
    this.code = code;
  }

  int code() {
    return code;
  }
}
