package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;

/**
 * Once through a mailbox: all that is new there, message by message, and at the end what was
 * fetched is deleted there or marked. Confined to one thread; {@link Journal} has the order in
 * which things become durable.
 */
final class Round {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");
  private static final int PORTION = 100;

  private final Account account;
  private final Mailbox mailbox;
  private final Journal journal;
  private final Deque<String> rest = new ArrayDeque<>();
  private final Deque<String> next = new ArrayDeque<>(); // announced in the journal
  private final Set<String> inDoubt = new HashSet<>();
  private final Set<String> untried = new HashSet<>(); // announced, and certainly not delivered
  private final List<String> fetched = new ArrayList<>(); // known to be safe here
  private final List<String> large = new ArrayList<>();

  private Round(Account account, Mailbox mailbox, Journal journal) {
    this.account = account;
    this.mailbox = mailbox;
    this.journal = journal;
  }

  /** Begins one: looks at what lies in an open mailbox. */
  static Round begin(Account account, Mailbox mailbox, Journal journal) throws IOException {
    Round round = new Round(account, mailbox, journal);
    List<String> present = mailbox.list();
    journal.begin(mailbox.validity(), present);
    for (String id : present) {
      (journal.isDone(id) ? round.fetched : round.rest).add(id);
    }
    if (account.settings().keep()) {
      round.fetched.clear();
    }
    round.advance();
    return round;
  }

  /** Whether there is something to fetch. */
  boolean hasNext() {
    return !next.isEmpty();
  }

  /**
   * Fetches the next message that the server hands out, and saves it.
   *
   * @return whether there was one; otherwise the message is untouched
   * @throws MapiException when it is not taken here; it stays there
   */
  boolean fetch(InboundMessage message) throws IOException, MapiException {
    while (hasNext()) {
      String id = next.remove();
      Sink sink = new Sink(message);
      try {
        mailbox.read(id, sink);
      } catch (NotServedException refused) {
        LOG.log(
            Level.INFO,
            "{0}: message {1} is not handed out, and tried again later: {2}",
            account.settings().source(),
            id,
            refused.getMessage());
        if (sink.length() > 0) {
          throw refused; // what was filled in is thrown away, and the next one needs another
        }
        advance();
        continue;
      }
      message.setSender(sink.sender());
      save(id, message);
      advance();
      return true;
    }
    return false;
  }

  private void save(String id, InboundMessage message) throws IOException, MapiException {
    message.body(); // one without any octets is a message too
    account.settings().recipients().forEach(message::addRecipient);
    message.identify(
        "%s %s %s".formatted(account.name(), mailbox.validity(), id), inDoubt.contains(id));
    untried.remove(id);
    message.save();
    journal.done(id);
    fetched.add(id);
  }

  /** Announces the next portion, when the last one is used up. */
  private void advance() throws IOException {
    while (next.isEmpty() && !rest.isEmpty()) {
      List<String> portion = new ArrayList<>();
      while (portion.size() < PORTION && !rest.isEmpty()) {
        portion.add(rest.remove());
      }
      announce(wanted(portion));
    }
  }

  private List<String> wanted(List<String> portion) throws IOException {
    Map<String, Long> sizes = mailbox.sizes(portion);
    List<String> wanted = new ArrayList<>();
    for (String id : portion) {
      Long size = sizes.get(id);
      if (size != null && isTooLarge(size)) {
        leave(id, size);
      } else if (size != null) {
        wanted.add(id);
      }
    }
    return wanted;
  }

  private boolean isTooLarge(long size) {
    long largest = account.settings().largest();
    return largest > 0 && size > largest;
  }

  private void leave(String id, long size) throws IOException {
    large.add(id);
    if (journal.tooLarge(id)) {
      LOG.log(
          Level.WARNING,
          "{0}: message {1} has {2} octets and stays there: raise fetchMaxMiB to have it",
          account.settings().source(),
          id,
          size);
    }
  }

  private void announce(List<String> wanted) throws IOException {
    for (String id : wanted) {
      (journal.isInDoubt(id) ? inDoubt : untried).add(id);
    }
    journal.fetching(wanted);
    next.addAll(wanted);
  }

  /**
   * Nothing is left: deletes or marks what was fetched.
   *
   * @return whether the mailbox can be listed again; otherwise it is closed
   */
  boolean settle() throws IOException {
    boolean keep = account.settings().keep();
    boolean open = mailbox.settle(fetched, keep);
    if (!keep) {
      journal.gone(fetched);
    }
    fetched.clear();
    return open;
  }

  /** It goes on no further: what was announced and never begun is not in doubt. */
  void end() throws IOException {
    journal.gone(untried);
    untried.clear();
    next.clear();
  }

  /** What stays there because it is too large, in words; null for nothing. */
  @Nullable String leftBehind() {
    if (large.isEmpty()) {
      return null;
    }
    String some = String.join(", ", large.subList(0, Math.min(3, large.size())));
    return "%d left there, larger than %d MiB: %s%s"
        .formatted(
            large.size(),
            account.settings().largest() >> 20,
            some,
            large.size() > 3 ? ", ..." : "");
  }
}
