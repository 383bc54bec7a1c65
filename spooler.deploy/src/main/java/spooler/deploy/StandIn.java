package spooler.deploy;

import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;

/** Stands in the status table for a bundle that does not run, with the reason. */
record StandIn(String reason) implements TransportProvider {
  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) throws MapiException {
    throw new MapiException(HResult.MAPI_E_FAILONEPROVIDER, reason); // alone (R84)
  }
}
