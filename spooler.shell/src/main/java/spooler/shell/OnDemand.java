package spooler.shell;

import static spooler.api.status.Restriction.property;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import spooler.api.Pause;
import spooler.api.Session;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
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
 * Begins to send or fetch on demand, the way "Sending or receiving a message on demand" describes
 * it: the status table, a restriction, an entry id, the status object, FlushQueues.
 *
 * <p><b>Threads:</b> the caller's, which does not wait. <br>
 * <b>Failure:</b> a transport that cannot is told in the report.
 */
final class OnDemand {
  private final Session session;
  private final FlushFlag direction;
  private final boolean asks;

  /**
   * Transfers of this session.
   *
   * @param asks whether transports may ask the user; without, FLUSH_NO_UI is given
   */
  OnDemand(Session session, FlushFlag direction, boolean asks) {
    this.session = session;
    this.direction = direction;
    this.asks = asks;
  }

  /**
   * Begins what was typed: nothing for every transport, the name of one, a destination, or ids.
   *
   * @throws CommandException when there is nothing of that name
   */
  FlushTicket begin(Call call) throws MapiException, CommandException {
    if (call.words().isEmpty()) {
      return all();
    }
    Optional<EntryId> transport = find(call.words().get(0));
    if (transport.isPresent() && call.words().size() == 1) {
      refusePaused(call.words().get(0));
      return one(transport.get());
    }
    if (direction == FlushFlag.DOWNLOAD) {
      throw unknown(call.words().get(0));
    }
    return session.sendNow(new SendTarget(session).messages(call, names()), flags());
  }

  /** Whoever names it means it: that nothing would be done is no success. */
  private void refusePaused(String name) throws MapiException, CommandException {
    Pause pause = session.pauses().get(name);
    if (pause != null) {
      throw new CommandException(
          "%s is %s; \"resume %s\" ends that".formatted(name, OneLine.of(pause.toString()), name));
    }
  }

  /** Asks every transport, through the spooler's status object (R1, R2). */
  private FlushTicket all() throws MapiException {
    return throughSpooler(EntryId.NONE);
  }

  /**
   * Asks one transport: through its own status object where that can (R3), else through the
   * spooler's with the transport as the target (R5).
   */
  private FlushTicket one(EntryId transport) throws MapiException {
    try (StatusObject object = session.openEntry(transport)) {
      if (object.properties().methods().contains(ResourceMethod.FLUSH_QUEUES)) {
        return object.flushQueues(EntryId.NONE, flags());
      }
    }
    return throughSpooler(transport);
  }

  private FlushTicket throughSpooler(EntryId target) throws MapiException {
    try (StatusTable table = session.statusTable()) {
      table.setColumns(PropertyTag.ENTRYID, PropertyTag.RESOURCE_TYPE);
      StatusRow spooler =
          table
              .queryAllRows(property(PropertyTag.RESOURCE_TYPE).is(ResourceType.SPOOLER))
              .get(0); // exactly one (R1)
      try (StatusObject object = session.openEntry(spooler.entryId())) {
        Set<FlushFlag> flags = flags();
        flags.add(FlushFlag.ASYNC_OK); // the waiting is done here (R21)
        return object.flushQueues(target, flags);
      }
    }
  }

  private Optional<EntryId> find(String name) throws MapiException {
    return rows().stream()
        .filter(row -> row.displayName().equals(name))
        .map(StatusRow::entryId)
        .findFirst();
  }

  private List<StatusRow> rows() throws MapiException {
    try (StatusTable table = session.statusTable()) {
      table.setColumns(PropertyTag.ENTRYID, PropertyTag.RESOURCE_TYPE, PropertyTag.DISPLAY_NAME);
      return table.queryAllRows(
          property(PropertyTag.RESOURCE_TYPE).is(ResourceType.TRANSPORT_PROVIDER));
    }
  }

  private CommandException unknown(String name) throws MapiException {
    return new CommandException(
        "no transport is called \"%s\": %s".formatted(OneLine.of(name), names()));
  }

  /** The transports there are, for people. */
  private String names() throws MapiException {
    String known =
        rows().stream().map(StatusRow::displayName).sorted().collect(Collectors.joining(", "));
    return known.isEmpty() ? "none is installed and configured" : "there is " + known;
  }

  /** FORCE: who asks for it now does not want to hear of a retry delay (R53). */
  private Set<FlushFlag> flags() {
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
