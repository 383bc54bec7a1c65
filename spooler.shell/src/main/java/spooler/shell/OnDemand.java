package spooler.shell;

import static spooler.api.status.Restriction.property;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import spooler.api.Session;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/**
 * Sends or fetches on demand, the way "Sending or receiving a message on demand" describes it: the
 * status table, a restriction, an entry id, the status object, FlushQueues.
 *
 * <p><b>Threads:</b> the caller's, which waits until all is done. <br>
 * <b>Failure:</b> a transport that cannot is told in the report.
 */
final class OnDemand {
  private final Session session;
  private final Wait wait;
  private final boolean asks;

  /** Waits for a transfer that has begun. */
  @FunctionalInterface
  interface Wait {
    /** Returns at its end. */
    FlushReport end(FlushTicket flush) throws MapiException, CommandException;
  }

  /**
   * Transfers of this session.
   *
   * @param asks whether transports may ask the user; without, FLUSH_NO_UI is given
   */
  OnDemand(Session session, Wait wait, boolean asks) {
    this.session = session;
    this.wait = wait;
    this.asks = asks;
  }

  /** Asks every transport, through the spooler's status object (R1, R2). */
  FlushReport all(FlushFlag direction) throws MapiException, CommandException {
    return throughSpooler(EntryId.NONE, direction);
  }

  /**
   * Asks one transport: through its own status object where that can (R3), else through the
   * spooler's with the transport as the target (R5).
   *
   * @throws CommandException when there is none of that name
   */
  FlushReport one(String name, FlushFlag direction) throws MapiException, CommandException {
    EntryId transport = transport(name);
    try (StatusObject object = session.openEntry(transport)) {
      if (object.properties().methods().contains(ResourceMethod.FLUSH_QUEUES)) {
        return wait.end(object.flushQueues(EntryId.NONE, flags(direction)));
      }
    }
    return throughSpooler(transport, direction);
  }

  private FlushReport throughSpooler(EntryId target, FlushFlag direction)
      throws MapiException, CommandException {
    try (StatusTable table = session.statusTable()) {
      table.setColumns(PropertyTag.ENTRYID, PropertyTag.RESOURCE_TYPE);
      StatusRow spooler =
          table
              .queryAllRows(property(PropertyTag.RESOURCE_TYPE).is(ResourceType.SPOOLER))
              .get(0); // exactly one (R1)
      try (StatusObject object = session.openEntry(spooler.entryId())) {
        Set<FlushFlag> flags = flags(direction);
        flags.add(FlushFlag.ASYNC_OK); // the waiting is done here (R21)
        return wait.end(object.flushQueues(target, flags));
      }
    }
  }

  private EntryId transport(String name) throws MapiException, CommandException {
    try (StatusTable table = session.statusTable()) {
      table.setColumns(PropertyTag.ENTRYID, PropertyTag.RESOURCE_TYPE, PropertyTag.DISPLAY_NAME);
      List<StatusRow> rows =
          table.queryAllRows(
              property(PropertyTag.RESOURCE_TYPE).is(ResourceType.TRANSPORT_PROVIDER));
      for (StatusRow row : rows) {
        if (row.displayName().equals(name)) {
          return row.entryId();
        }
      }
      throw unknown(name, rows);
    }
  }

  private static CommandException unknown(String name, List<StatusRow> rows) {
    String known =
        rows.stream().map(StatusRow::displayName).sorted().collect(Collectors.joining(", "));
    return new CommandException(
        "no transport is called \"%s\": %s"
            .formatted(
                OneLine.of(name),
                rows.isEmpty() ? "none is installed and configured" : "there is " + known));
  }

  /** FORCE: who asks for it now does not want to hear of a retry delay (R53). */
  private Set<FlushFlag> flags(FlushFlag direction) {
    Set<FlushFlag> flags = EnumSet.of(direction, FlushFlag.FORCE);
    if (!asks) {
      flags.add(FlushFlag.NO_UI);
    }
    return flags;
  }

  /**
   * Just waits. An interrupt ends the waiting and the transfer, and what was not sent stays in the
   * queue.
   */
  static FlushReport await(FlushTicket flush) throws CommandException {
    try {
      return flush.done().toCompletableFuture().get();
    } catch (InterruptedException stop) {
      flush.abort();
      Thread.currentThread().interrupt();
      throw stopped();
    } catch (ExecutionException broken) {
      throw broken(broken);
    }
  }

  /** Says that the waiting was ended before the transfer. */
  static CommandException stopped() {
    return new CommandException("stopped: what was not sent stays in the queue");
  }

  /** Says that something went wrong that no report tells of. */
  static CommandException broken(ExecutionException fault) {
    return new CommandException("the transfer broke off: " + OneLine.of(fault));
  }
}
