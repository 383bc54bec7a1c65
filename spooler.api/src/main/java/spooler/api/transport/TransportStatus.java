package spooler.api.transport;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import spooler.api.mapi.DialogFlag;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ValidateFlag;

/**
 * A transport's side of its status object (IMAPIStatus). The spooler wraps it for clients: it
 * answers properties from the row, and methods without their bit by itself.
 *
 * <p><b>Threads:</b> any; a call may come while a data call runs. It sets bits in the row and
 * returns; it never takes an exclusive resource.
 */
@ConsumerType
public interface TransportStatus {
  /** Checks the state again. */
  default void validateState(Set<ValidateFlag> flags) throws MapiException {}

  /** Shows the settings. */
  default void settingsDialog(Set<DialogFlag> flags) throws MapiException {
    throw noSupport("settings dialog");
  }

  /** Changes the password. */
  default void changePassword(String oldPassword, String newPassword) throws MapiException {
    throw noSupport("password");
  }

  /**
   * A client asks for a flush of this transport: raise OUTBOUND_FLUSH for UPLOAD, INBOUND_FLUSH for
   * DOWNLOAD, and return at once. The spooler then calls {@link TransportLogon#flushQueues} (R45,
   * R46).
   */
  default void flushQueues(Set<FlushFlag> flags) throws MapiException {
    throw noSupport("FlushQueues of its own");
  }

  private static MapiException noSupport(String what) {
    return new MapiException(HResult.MAPI_E_NO_SUPPORT, "this transport has no " + what);
  }
}
