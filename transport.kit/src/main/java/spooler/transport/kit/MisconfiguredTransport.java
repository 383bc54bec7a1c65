package spooler.transport.kit;

import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;

/** Stands in for a transport whose settings are wrong, so that the status table can say why. */
public record MisconfiguredTransport(String problem) implements TransportProvider {
  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) throws MapiException {
    throw new MapiException(HResult.MAPI_E_UNCONFIGURED, problem);
  }
}
