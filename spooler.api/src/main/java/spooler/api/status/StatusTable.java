package spooler.api.status;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;

/**
 * A session's view of the status table (IMAPITable): one row each for the subsystem, the spooler
 * and the address book, then one per active transport in profile order.
 *
 * <p><b>Threads:</b> one thread at a time uses a table; the rows it hands out are values. <br>
 * <b>Failure:</b> after {@link #close} or the session's end every call is refused with {@link
 * HResult#MAPI_E_INVALID_OBJECT}.
 */
@ProviderType
public interface StatusTable extends AutoCloseable {
  /**
   * Limits the columns of later queries, in this order; without a call rows carry all (SetColumns).
   */
  void setColumns(PropertyTag<?>... columns) throws MapiException;

  /** The rows as they are now that match, also on columns that are not shown (HrQueryAllRows). */
  List<StatusRow> queryAllRows(Restriction restriction) throws MapiException;

  /** All rows as they are now. */
  List<StatusRow> queryAllRows() throws MapiException;

  /** Tells the listener of every change from now on, until the advice or the table is closed. */
  Advice advise(Listener listener) throws MapiException;

  /** Ends this view; the session and its other objects stay usable (R10). */
  @Override
  void close();

  /** A listener's registration. */
  @ProviderType
  interface Advice extends AutoCloseable {
    /** Ends the registration; a call that is already on its way may still arrive. */
    @Override
    void close();
  }

  /** Is told of changes (IMAPIAdviseSink), on a thread of the spooler's, one call at a time. */
  @FunctionalInterface
  interface Listener {
    /** What happened to which row. The row can be read again with a query. */
    void changed(Change change, EntryId row);
  }

  /** What happened to a row (fnevTableModified). */
  enum Change {
    /** TABLE_ROW_ADDED. */
    ADDED,
    /** TABLE_ROW_DELETED. */
    DELETED,
    /** TABLE_ROW_MODIFIED. */
    MODIFIED
  }
}
