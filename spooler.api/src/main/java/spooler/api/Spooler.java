package spooler.api;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.SessionFlag;

/** The way in: a service of the framework. Safe for any thread. */
@ProviderType
public interface Spooler {
  /**
   * Opens a session (MAPILogonEx). With {@link SessionFlag#FORCE_DOWNLOAD} it fetches all mail
   * before it returns, if nobody else is at it. A session with {@link SessionFlag#NO_MAIL} can
   * look, but neither submit nor flush.
   *
   * @throws MapiException when the spooler is shutting down
   */
  Session logon(Set<SessionFlag> flags) throws MapiException;
}
