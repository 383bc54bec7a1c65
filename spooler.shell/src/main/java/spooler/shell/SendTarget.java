package spooler.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Session;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.mapi.MapiException;

/** Which messages are meant by ids, or by the name of a destination. */
final class SendTarget {
  private final Session session;

  SendTarget(Session session) {
    this.session = session;
  }

  /**
   * The messages meant.
   *
   * @param transports those there are, for whoever mistyped one
   * @throws CommandException when none is
   */
  List<MessageId> messages(Call call, String transports) throws MapiException, CommandException {
    Set<MessageId> meant = new LinkedHashSet<>();
    for (String word : call.words()) {
      List<MessageId> found = meant(word);
      if (found.isEmpty()) {
        throw new CommandException(
            "no transport is called \"%s\": %s; nor is it a message or a destination that waits"
                .formatted(OneLine.of(word), transports));
      }
      meant.addAll(found);
    }
    return List.copyOf(meant);
  }

  private List<MessageId> meant(String word) throws MapiException {
    Optional<MessageId> id = id(word);
    return id.isPresent() && session.queue().find(id.get()).isPresent()
        ? List.of(id.get())
        : waitingFor(word);
  }

  private static Optional<MessageId> id(String word) {
    try {
      return Optional.of(MessageId.parse(word));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private List<MessageId> waitingFor(String destination) throws MapiException {
    List<MessageId> found = new ArrayList<>();
    Selection.each(session, entry -> isFor(destination, entry), entry -> found.add(entry.id()));
    return found;
  }

  private static boolean isFor(String destination, QueueEntry entry) {
    return entry.recipients().stream()
        .filter(one -> !one.state().isFinal())
        .anyMatch(one -> Destination.isMeant(destination, one.recipient().address()));
  }
}
