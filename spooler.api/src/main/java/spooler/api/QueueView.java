package spooler.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/**
 * A look at the messages that wait. Safe for any thread; every answer is a value of its moment.
 *
 * <p><b>Failure:</b> after the session's end every call is refused with {@link
 * HResult#MAPI_E_INVALID_OBJECT}.
 */
@ProviderType
public interface QueueView {
  /**
   * Entries in ascending order of submission, a page at a time.
   *
   * @param after the last id of the page before; null for the first
   * @param max at most so many, 1 or more
   */
  List<QueueEntry> list(@Nullable MessageId after, int max) throws MapiException;

  /** One message; empty when it does not wait here. */
  Optional<QueueEntry> find(MessageId id) throws MapiException;

  /** How many messages wait. Kept, not counted: as cheap for a million as for one. */
  long size() throws MapiException;
}
