package spooler.core.status;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import spooler.api.mapi.StatusCode;

/** PR_STATUS_CODE as a number, for the paths that look at it per message. */
public final class StatusWord {
  private StatusWord() {}

  /** The constants whose bits are set; bits without one are a transport's own and are left out. */
  public static Set<StatusCode> codes(int word) {
    EnumSet<StatusCode> codes = EnumSet.noneOf(StatusCode.class);
    for (StatusCode code : StatusCode.values()) {
      if (isSet(word, code)) {
        codes.add(code);
      }
    }
    return Collections.unmodifiableSet(codes);
  }

  /** Whether the bit is set. */
  public static boolean isSet(int word, StatusCode code) {
    return (word & code.bit()) != 0;
  }

  /** The two flush bits of a word, as constants. */
  public static Set<StatusCode> flushBits(int word) {
    return codes(word & (StatusCode.OUTBOUND_FLUSH.bit() | StatusCode.INBOUND_FLUSH.bit()));
  }
}
