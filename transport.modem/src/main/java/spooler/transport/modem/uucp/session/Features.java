package spooler.transport.modem.uucp.session;

import java.util.Locale;

/**
 * What a system says of itself in the handshake (Taylor UUCP manual, 6.5.1).
 *
 * @param sizes sizes are negotiated
 * @param restart broken transfers are gone on with
 * @param execute the E command is known
 * @param limit most octets of a file that the system takes; {@link Long#MAX_VALUE} for no limit
 */
public record Features(boolean sizes, boolean restart, boolean execute, long limit) {
  /** What every system has: nothing of it. */
  public static final Features NONE = new Features(false, false, false, Long.MAX_VALUE);

  private static final int SIZES = 1;
  private static final int RESTART = 2;
  private static final int EXECUTE = 4;
  private static final int QUOTING = 040;
  private static final int UNSAID = 011;
  private static final int BLOCK = 512;

  /** The bits of what we have, for -N and ROKN. */
  static String ours() {
    return "0" + Integer.toOctalString(SIZES | RESTART | EXECUTE | QUOTING);
  }

  /** With the bits of -N or ROKN; none at all says something, too. */
  Features withBits(String octal) {
    int bits = octal.isEmpty() ? UNSAID : number(octal, 8, UNSAID);
    return new Features(
        (bits & SIZES) != 0, restart || (bits & RESTART) != 0, (bits & EXECUTE) != 0, limit);
  }

  /** With -R of System V. */
  Features withRestart() {
    return new Features(sizes, true, execute, limit);
  }

  /** With -U of System V: the largest file, in blocks. */
  Features withLimit(String hex) {
    String digits = hex.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    int blocks = number(digits, 16, 0);
    return blocks == 0 ? this : new Features(sizes, restart, execute, (long) blocks * BLOCK);
  }

  private static int number(String digits, int radix, int otherwise) {
    try {
      return Integer.parseInt(digits, radix);
    } catch (NumberFormatException odd) {
      return otherwise;
    }
  }
}
