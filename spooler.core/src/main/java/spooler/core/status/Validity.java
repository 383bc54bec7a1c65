package spooler.core.status;

import java.util.function.BooleanSupplier;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/**
 * Whether an object a client holds may still be used: until it is closed, or what it came from is.
 */
public final class Validity {
  private final String what;
  private final BooleanSupplier parent;
  private volatile boolean ended;

  /** Good while {@code parent} says so and until {@link #end}. */
  public Validity(String what, BooleanSupplier parent) {
    this.what = what;
    this.parent = parent;
  }

  /** Whether it is good. */
  public boolean holds() {
    return !ended && parent.getAsBoolean();
  }

  /**
   * Refuses a call on an object that is not good any more.
   *
   * @throws MapiException {@link HResult#MAPI_E_INVALID_OBJECT}
   */
  public void check() throws MapiException {
    if (!holds()) {
      throw new MapiException(
          HResult.MAPI_E_INVALID_OBJECT, "this " + what + " was closed: open a new one");
    }
  }

  /** Ends it (MakeInvalid). */
  public void end() {
    ended = true;
  }
}
