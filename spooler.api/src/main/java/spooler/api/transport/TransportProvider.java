package spooler.api.transport;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ShutdownFlag;

/**
 * One configured transport (IXPProvider). Registered as a service; its {@code service.ranking} is
 * its place in the profile, the highest first, and may change while it runs.
 *
 * <p><b>Threads:</b> {@link #logon} is called by one thread at a time. <br>
 * <b>Failure:</b> a transport whose logon fails is shown in the status table with the reason; the
 * rest runs on.
 */
@ConsumerType
public interface TransportProvider {
  /** Service property, required: short unique name, as users type it. */
  String NAME = "spooler.transport.name";

  /** Service property: address types it carries, refined by {@link TransportLogon#addressTypes}. */
  String ADDRESS_TYPES = "spooler.transport.address.types";

  /** Service property: names of the {@link spooler.api.mapi.ResourceMethod}s it supports. */
  String METHODS = "spooler.transport.methods";

  /** Service property: the exclusive external resource it needs, if any. */
  String RESOURCE = "spooler.transport.resource";

  /** Service property: whether it honours FLUSH_NO_UI. */
  String HONOURS_NO_UI = "spooler.transport.honours.no.ui";

  /** Service property: how many logons the spooler may hold on it at once; 1 unless set. */
  String LANES = "spooler.transport.lanes";

  /**
   * Service property: true for a transport that sends and fetches only when it is asked to (by a
   * flush), because every connection costs something. Unset, mail goes as soon as it is there.
   */
  String ON_DEMAND = "spooler.transport.on.demand";

  /** Namespace of the manifest capability that says the same before the bundle is started. */
  String NAMESPACE = "spooler.transport";

  /**
   * Signs one lane on (TransportLogon). Never takes an exclusive resource; with NO_DIALOG never
   * waits for a user.
   *
   * @throws MapiException {@link HResult#MAPI_E_UNCONFIGURED} when settings are missing, {@link
   *     HResult#MAPI_E_FAILONEPROVIDER} or any other failure to stay out
   */
  TransportLogon logon(TransportSupport support, LogonRequest request) throws MapiException;

  /** Called after the last logon was closed (IXPProvider::Shutdown). */
  default void shutdown(Set<ShutdownFlag> flags) {}
}
