package spooler.core.session;

import java.util.Set;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceMethod;

/** The refusals that several status objects share. */
final class Refusals {
  private Refusals() {}

  static MapiException noSupport(String who, ResourceMethod what) {
    return new MapiException(
        HResult.MAPI_E_NO_SUPPORT, who + " has no " + what + " among its methods");
  }

  /** A session that was opened with MAPI_NO_MAIL neither sends nor fetches. */
  static void refuseWithoutMail(boolean mail) throws MapiException {
    if (!mail) {
      throw new MapiException(
          HResult.MAPI_E_NO_SUPPORT,
          "this session was opened without mail: log on again without NO_MAIL");
    }
  }

  /** ASYNC_OK is for the spooler's object only (semantics 2.1). */
  static void refuseAsync(String who, Set<FlushFlag> flags) throws MapiException {
    if (flags.contains(FlushFlag.ASYNC_OK)) {
      throw new MapiException(
          HResult.MAPI_E_UNKNOWN_FLAGS,
          who + " does not take ASYNC_OK: leave it out, the call returns at once anyway");
    }
  }
}
