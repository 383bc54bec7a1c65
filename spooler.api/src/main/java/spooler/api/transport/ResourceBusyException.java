package spooler.api.transport;

import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/** Another lane holds the exclusive resource. */
public class ResourceBusyException extends MapiException {
  private static final long serialVersionUID = 1;

  /** Says who holds it, and since when. */
  public ResourceBusyException(String message) {
    super(HResult.MAPI_E_BUSY, message);
  }
}
