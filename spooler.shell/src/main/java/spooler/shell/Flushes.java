package spooler.shell;

import java.util.List;
import java.util.stream.Collectors;
import spooler.api.Session;
import spooler.api.command.CommandException;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.MapiException;

/** The flushes of late. */
final class Flushes {
  private Flushes() {}

  /**
   * One of them.
   *
   * @throws CommandException when it is not known; names those that are
   */
  static FlushTicket find(Session session, String id) throws MapiException, CommandException {
    List<FlushTicket> flushes = session.flushes();
    for (FlushTicket flush : flushes) {
      if (flush.id().toString().equals(id)) {
        return flush;
      }
    }
    throw new CommandException(
        "flush \"%s\" is not known: there is %s".formatted(OneLine.of(id), ids(flushes)));
  }

  private static String ids(List<FlushTicket> flushes) {
    return flushes.isEmpty()
        ? "none yet"
        : flushes.stream().map(flush -> flush.id().toString()).collect(Collectors.joining(", "));
  }
}
