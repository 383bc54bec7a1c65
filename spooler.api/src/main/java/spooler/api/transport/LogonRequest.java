package spooler.api.transport;

import java.util.Set;
import spooler.api.mapi.LogonFlag;

/**
 * How a lane is signed on.
 *
 * @param profile display name of the profile
 * @param lane which of the provider's logons it is, from 0
 */
public record LogonRequest(String profile, int lane, Set<LogonFlag> flags) {
  /** Copies the set. */
  public LogonRequest {
    flags = Set.copyOf(flags);
  }
}
