package spooler.shell;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.mapi.MapiException;

/**
 * A command that changes messages: those that are named, at once; those that fit a filter, after it
 * was shown which they are.
 */
abstract class ChangeVerb extends SessionVerb {
  private final Clock clock;

  ChangeVerb(Spooler spooler, Clock clock, String name, String flags, String summary) {
    super(spooler, name, ("ID|FILTER... " + flags).strip() + " [--yes]", summary);
    this.clock = clock;
  }

  @Override
  final Answer run(Call call, Session session) throws Exception {
    Selection selection = new Selection(call);
    EachMessage.Change change = change(call, new EachMessage(session));
    Collection<MessageId> ids =
        selection.isNamed() ? selection.ids() : confirmed(call, session, selection);
    return ids.isEmpty()
        ? Lines.of("no message fits: nothing was changed")
        : new EachMessage(session).apply(ids, change);
  }

  /** What is done to each. */
  abstract EachMessage.Change change(Call call, EachMessage each) throws CommandException;

  private List<MessageId> confirmed(Call call, Session session, Selection selection)
      throws MapiException, CommandException {
    Instant now = clock.instant();
    List<MessageId> ids = new ArrayList<>();
    List<QueueEntry> first = new ArrayList<>();
    AtomicLong size = new AtomicLong();
    selection.each(
        session,
        now,
        entry -> {
          ids.add(entry.id());
          size.addAndGet(entry.size());
          if (first.size() < Preview.SHOWN) {
            first.add(entry);
          }
        });
    if (!ids.isEmpty()) {
      Preview preview = new Preview(name(), now, first, ids.size(), size.get());
      Confirm.ask(call, preview.question(), preview);
    }
    return ids;
  }
}
