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
 * <b>Failure:</b> a transport that cannot is told in the report; an interrupt ends the waiting and
 * the transfer, and what was not sent stays in the queue.
 */
final class OnDemand {
  private final Session session;

  OnDemand(Session session) {
    this.session = session;
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
        return await(object.flushQueues(EntryId.NONE, flags(direction)));
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
        return await(object.flushQueues(target, flags(direction)));
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
  private static Set<FlushFlag> flags(FlushFlag direction) {
    return EnumSet.of(direction, FlushFlag.FORCE, FlushFlag.NO_UI);
  }

  private static FlushReport await(FlushTicket ticket) throws CommandException {
    try {
      return ticket.done().toCompletableFuture().get();
    } catch (InterruptedException stop) {
      ticket.abort();
      Thread.currentThread().interrupt();
      throw new CommandException("stopped: what was not sent stays in the queue");
    } catch (ExecutionException broken) {
      throw new CommandException("the transfer broke off: " + OneLine.of(broken));
    }
  }
}
