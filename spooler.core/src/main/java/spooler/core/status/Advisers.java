package spooler.core.status;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import spooler.api.mapi.EntryId;
import spooler.api.status.StatusTable;

/**
 * Who is told of changes in the status table. Calls go out one at a time on the executor given,
 * never on the stack of whoever made the change. Without a listener a change costs one read.
 */
public final class Advisers {
  private static final Logger LOG = System.getLogger("spooler.core");

  private final List<Registration> registrations = new CopyOnWriteArrayList<>();
  private final Executor executor;

  /** Calls listeners on {@code executor}, which runs one task after the other. */
  public Advisers(Executor executor) {
    this.executor = executor;
  }

  /** Tells that listener from now on, until the advice is closed. */
  StatusTable.Advice add(StatusTable.Listener listener) {
    Registration registration = new Registration(listener);
    registrations.add(registration);
    return registration;
  }

  /** Tells everybody. */
  public void tell(StatusTable.Change change, EntryId row) {
    if (registrations.isEmpty()) {
      return;
    }
    try {
      executor.execute(() -> registrations.forEach(one -> call(one.listener, change, row)));
    } catch (RejectedExecutionException shutDown) {
      LOG.log(Level.DEBUG, "the spooler ends: nobody is told any more");
    }
  }

  private static void call(StatusTable.Listener listener, StatusTable.Change change, EntryId row) {
    try {
      listener.changed(change, row);
    } catch (RuntimeException defect) {
      LOG.log(Level.WARNING, "a listener of the status table failed", defect);
    }
  }

  /** One registration; a listener given twice is told twice. */
  private final class Registration implements StatusTable.Advice {
    private final StatusTable.Listener listener;

    Registration(StatusTable.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      registrations.remove(this);
    }
  }
}
