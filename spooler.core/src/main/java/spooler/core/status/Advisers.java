package spooler.core.status;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import spooler.api.mapi.EntryId;
import spooler.api.status.StatusTable;
import spooler.api.status.StatusTable.Change;

/**
 * Who is told of changes in the status table. Calls go out one at a time on the executor given,
 * never on the stack of whoever made the change. Without a listener a change costs one read.
 *
 * <p>Of each row one MODIFIED at most is on its way: it is told after every change that was made
 * before it, so that a transport that changes its row without end delays nobody (R14).
 */
public final class Advisers {
  private static final Logger LOG = System.getLogger("spooler.core");

  private final List<Registration> registrations = new CopyOnWriteArrayList<>();
  private final Set<EntryId> modified = ConcurrentHashMap.newKeySet(); // it is on its way
  private final Executor executor;

  /** Calls listeners on {@code executor}, which runs one task after the other. */
  public Advisers(Executor executor) {
    this.executor = executor;
  }

  /** Tells that listener from now on, until the advice is closed or nobody wants it any more. */
  StatusTable.Advice add(StatusTable.Listener listener, BooleanSupplier wanted) {
    registrations.removeIf(one -> !one.wanted.getAsBoolean());
    Registration registration = new Registration(listener, wanted);
    registrations.add(registration);
    return registration;
  }

  /** Tells everybody. */
  public void tell(Change change, EntryId row) {
    if (registrations.isEmpty() || (change == Change.MODIFIED && !modified.add(row))) {
      return;
    }
    try {
      executor.execute(() -> deliver(change, row));
    } catch (RejectedExecutionException shutDown) {
      LOG.log(Level.DEBUG, "the spooler ends: nobody is told any more");
    }
  }

  private void deliver(Change change, EntryId row) {
    if (change == Change.MODIFIED) {
      modified.remove(row); // a change from here on needs another
    }
    for (Registration one : registrations) {
      if (one.wanted.getAsBoolean()) {
        call(one.listener, change, row);
      }
    }
  }

  private static void call(StatusTable.Listener listener, Change change, EntryId row) {
    try {
      listener.changed(change, row);
    } catch (RuntimeException defect) {
      LOG.log(Level.WARNING, "a listener of the status table failed", defect);
    }
  }

  /** One registration; a listener given twice is told twice. */
  private final class Registration implements StatusTable.Advice {
    private final StatusTable.Listener listener;
    private final BooleanSupplier wanted;

    Registration(StatusTable.Listener listener, BooleanSupplier wanted) {
      this.listener = listener;
      this.wanted = wanted;
    }

    @Override
    public void close() {
      registrations.remove(this);
    }
  }
}
