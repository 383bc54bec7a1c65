package spooler.api.store;

import org.jspecify.annotations.Nullable;

/**
 * The store could not do what it was asked to. Unchecked, and no {@link java.io.IOException}: a
 * transport that streams a body out of the store must not take a broken disk for a broken line.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what failed, on which file or table, and what to do. */
  public StoreException(String message) {
    super(message);
  }

  /** Says what failed, on which file or table, and what to do. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
