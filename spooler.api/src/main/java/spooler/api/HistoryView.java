package spooler.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/**
 * A look at the messages that have left the queue: sent, failed, expired or taken back. They are
 * remembered for some days and in some space, as the store is configured. Safe for any thread;
 * every answer is a value of its moment.
 *
 * <p><b>Failure:</b> after the session's end every call is refused with {@link
 * HResult#MAPI_E_INVALID_OBJECT}.
 */
@ProviderType
public interface HistoryView {
  /** Larger than the number of every entry. */
  long NEWEST = Long.MAX_VALUE;

  /**
   * Entries in the order in which they finished, the last one first, a page at a time.
   *
   * @param before the number of the last one of the page before; {@link #NEWEST} for the first
   * @param max at most so many, 1 or more
   */
  List<HistoryEntry> list(long before, int max) throws MapiException;

  /** One message; empty when it has not finished, or is not remembered (any more). */
  Optional<HistoryEntry> find(MessageId id) throws MapiException;
}
