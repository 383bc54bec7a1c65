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

  /**
   * Service property: true for a transport on whose line every octet counts: urgent mail goes first
   * whenever it comes, and the smaller first within a grade; its lanes pick one after another
   * ({@link OutboundMessage#onItsWay}). Unset, mail goes as it was submitted.
   */
  String BY_GRADE = "spooler.transport.by.grade";

  /**
   * Service property: true for a transport that stands behind all others whatever its ranking
   * (STATUS_XP_PREFER_LAST), as a catch-all should.
   */
  String PREFER_LAST = "spooler.transport.prefer.last";

  /**
   * Service property: name of the message service it belongs to; its own name unless set. When one
   * of them cannot log on, all of that service are out, unless it says {@link
   * HResult#MAPI_E_FAILONEPROVIDER} (R84).
   */
  String SERVICE = "spooler.transport.service";

  /** Namespace of the manifest capability that says the same before the bundle is started. */
  String NAMESPACE = "spooler.transport";

  /**
   * Signs one lane on (TransportLogon). Never takes an exclusive resource; with NO_DIALOG never
   * waits for a user.
   *
   * @throws MapiException {@link HResult#MAPI_E_UNCONFIGURED} when settings are missing: {@link
   *     #configure} is called, and the logon is tried once more; {@link
   *     HResult#MAPI_E_FAILONEPROVIDER} to stay out alone; any other failure takes the transport's
   *     whole message service out (R84)
   */
  TransportLogon logon(TransportSupport support, LogonRequest request) throws MapiException;

  /**
   * Called after a logon that answered {@link HResult#MAPI_E_UNCONFIGURED}, before the second try
   * (MSG_SERVICE_CONFIGURE): read the configuration again, or ask for what is missing.
   *
   * @param user the way to the user; answers at once that there is none where nobody may be asked
   * @throws MapiException when it cannot be had; the reason is shown
   */
  default void configure(UserInteraction user) throws MapiException {}

  /** Called after the last logon was closed (IXPProvider::Shutdown). */
  default void shutdown(Set<ShutdownFlag> flags) {}
}
