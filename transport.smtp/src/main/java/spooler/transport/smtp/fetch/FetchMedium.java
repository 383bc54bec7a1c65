package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.TransportSupport;
import spooler.transport.kit.Medium;

/**
 * A mailbox as a medium: connects when something is to be fetched, and goes through it once for
 * each turn.
 *
 * <p><b>Threads:</b> the lane's; {@link #close}, {@link #listen} and {@link #validate} from any. A
 * close is polite while nothing is under way, and otherwise ends the connection under the call that
 * blocks. <br>
 * <b>Failure:</b> as {@link Medium} says; messages name the mailbox. What was saved and not deleted
 * yet is deleted in the next round.
 */
public final class FetchMedium extends InboundMedium {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  private final AtomicBoolean inUse = new AtomicBoolean();

  private volatile @Nullable Mailbox mailbox;
  private volatile String note = "";
  private @Nullable Journal journal; // of whoever has it in use
  private @Nullable Round round; // of whoever has it in use

  /** A medium that is not connected. */
  public FetchMedium(Account account, TransportSupport support) {
    super(account, support);
  }

  @Override
  public boolean receive(InboundMessage message) throws IOException, MapiException {
    account.pause().check();
    if (!inUse.compareAndSet(false, true)) {
      throw new IOException(named("the connection was closed from this side"));
    }
    boolean well = false;
    try {
      boolean more = fetch(message);
      well = true;
      return more;
    } catch (IOException failed) {
      throw explained(failed);
    } finally {
      if (!well) {
        end();
      }
      inUse.set(false);
    }
  }

  private boolean fetch(InboundMessage message) throws IOException, MapiException {
    Round now = round;
    if (now == null) {
      now = Round.begin(account, connected(), opened());
      round = now;
    }
    now.fetch(message);
    if (now.hasNext()) {
      return true;
    }
    String left = now.leftBehind();
    note = left == null ? "" : "; " + left;
    boolean open = now.settle();
    round = null;
    if (!open) {
      end();
    }
    return false;
  }

  private Mailbox connected() throws IOException {
    Mailbox open = mailbox;
    if (open == null) {
      open =
          account.settings().source().scheme().isImap()
              ? new ImapMailbox(account, this::mayGoOn)
              : new PopMailbox(account, this::mayGoOn);
      mailbox = open; // from here on close() reaches it
      open.open();
      LOG.log(Level.DEBUG, "connected to {0}", account.settings().source());
    }
    return open;
  }

  private Journal opened() throws IOException {
    Journal open = journal;
    if (open == null) {
      open = Journal.open(account.settings().folder(), account.name());
      journal = open;
    }
    return open;
  }

  /** Whom it fetches from, and what it must leave there. */
  @Override
  public String peer() {
    return "mailbox " + account.settings().source() + note;
  }

  @Override
  public void close() {
    if (inUse.compareAndSet(false, true)) {
      leave();
      end();
      inUse.set(false);
    } else {
      Mailbox busy = mailbox;
      if (busy != null) {
        busy.close(); // the call that blocks fails, and tidies up
      }
    }
  }

  private void leave() {
    Mailbox open = mailbox;
    if (open != null) {
      try {
        open.leave();
      } catch (IOException unanswered) { // everything is settled by now
        LOG.log(Level.DEBUG, () -> named(unanswered.getMessage()));
      }
    }
  }

  /** Lets go of everything. */
  private void end() {
    Mailbox open = mailbox;
    if (open != null) {
      open.close();
    }
    mailbox = null;
    try (Journal kept = journal) {
      if (round != null && kept != null) {
        round.end();
      }
    } catch (IOException unwritten) { // then these are in doubt, and looked for
      LOG.log(Level.WARNING, () -> named(unwritten.getMessage()));
    }
    round = null;
    journal = null;
  }

  @Override
  protected String named(@Nullable String what) {
    return "mailbox %s: %s".formatted(account.settings().source(), what);
  }
}
