package spooler.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.QueueEntry.Waiting;
import spooler.api.Session;
import spooler.api.command.CommandException;
import spooler.api.mapi.MapiException;

/** Changes messages one by one: one that cannot be changed leaves the others alone. */
final class EachMessage {
  private final Session session;

  EachMessage(Session session) {
    this.session = session;
  }

  /** What is done to one. */
  @FunctionalInterface
  interface Change {
    /** Does it, and says what is true of the message now. */
    String apply(MessageId id) throws MapiException, CommandException;
  }

  /**
   * Changes each.
   *
   * @throws CommandException when one could not be, at the end
   */
  Lines apply(Iterable<MessageId> ids, Change change) throws CommandException {
    List<String> done = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (MessageId id : ids) {
      try {
        done.add(id + " " + change.apply(id));
      } catch (MapiException | CommandException refused) {
        failed.add(OneLine.of(refused));
      }
    }
    if (!failed.isEmpty()) {
      throw new CommandException(String.join("; ", failed), new Lines(done));
    }
    return new Lines(done);
  }

  /** Keeps it from being sent. */
  String hold(MessageId id) throws MapiException, CommandException {
    session.hold(id);
    if (session.queue().find(id).filter(EachMessage::isAnyHeld).isEmpty()) {
      throw new CommandException(id + " has come to its end: there is nothing left to hold");
    }
    return "is held";
  }

  /** Lets it go on. */
  String release(MessageId id) throws MapiException, CommandException {
    Optional<QueueEntry> entry = session.queue().find(id);
    if (entry.isPresent() && !isAnyHeld(entry.get())) {
      throw new CommandException(id + " is not held");
    }
    session.release(id);
    return "is released";
  }

  /** Takes it back. */
  String cancel(MessageId id) throws MapiException {
    session.cancel(id);
    return "is cancelled";
  }

  /** Takes it back even while a transport has it in hand. */
  String stop(MessageId id) throws MapiException {
    session.stop(id);
    return "is cancelled";
  }

  /** Ends it as if its time had run out; its sender is told. */
  String expire(MessageId id) throws MapiException {
    session.expire(id);
    return "is expired";
  }

  /** Binds it to a transport, or to none. */
  String reroute(MessageId id, @Nullable String transport) throws MapiException {
    session.reroute(id, transport);
    if (transport == null) {
      return "may go over any transport that carries it";
    }
    String absent =
        Profile.of(session).names().contains(transport) ? "" : ", which is not present now";
    return "goes over " + OneLine.of(transport) + absent;
  }

  /** Sets when it is tried next. */
  String retry(MessageId id, Instant when, String shown) throws MapiException, CommandException {
    Optional<QueueEntry> entry = session.queue().find(id);
    if (entry.isPresent() && isAnyHeld(entry.get())) {
      throw new CommandException(id + " is held: release it first");
    }
    session.postpone(id, when);
    return "may go " + shown;
  }

  private static boolean isAnyHeld(QueueEntry entry) {
    return entry.recipients().stream().anyMatch(Waiting::held);
  }
}
