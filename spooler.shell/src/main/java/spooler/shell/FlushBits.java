package spooler.shell;

import java.util.Set;
import spooler.api.mapi.StatusCode;

/** The two flush bits of a row, in words. */
final class FlushBits {
  private FlushBits() {}

  /** {@code out}, {@code in}, {@code out+in}, or a dash where none is set. */
  static String of(Set<StatusCode> code) {
    boolean out = code.contains(StatusCode.OUTBOUND_FLUSH);
    boolean in = code.contains(StatusCode.INBOUND_FLUSH);
    if (out && in) {
      return "out+in";
    }
    return out ? "out" : in ? "in" : "-";
  }
}
