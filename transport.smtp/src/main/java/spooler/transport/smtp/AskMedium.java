package spooler.transport.smtp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.TransportSupport;
import spooler.transport.kit.Medium;
import spooler.transport.smtp.fetch.Account;
import spooler.transport.smtp.fetch.InboundMedium;
import spooler.transport.smtp.fetch.Scheme;
import spooler.transport.smtp.fetch.TurnedRound;
import spooler.transport.smtp.wire.Wire;

/**
 * A relay that is asked to send what it holds for us: to where it sends it always (ETRN, RFC 1985),
 * or on this very connection (ATRN, RFC 2645).
 *
 * <p><b>Threads:</b> the lane's; {@link #close}, {@link #listen} and {@link #validate} from any.
 * <br>
 * <b>Failure:</b> as {@link Medium} says; messages name the relay. What was not acknowledged to it
 * stays there.
 */
final class AskMedium extends InboundMedium {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");
  private static final Duration PATIENCE_AT_QUIT = Duration.ofMillis(500);
  private static final int NO_MAIL = 453;

  private final Means means;
  private final Relay relay;

  private volatile @Nullable Wire wire;
  private volatile String note = "";
  private @Nullable TurnedRound turned; // the lane's

  /** A medium that is not connected. */
  AskMedium(Means means, Account account, TransportSupport support) {
    super(account, support);
    this.means = means;
    this.relay = means.settings().relays().get(0);
  }

  @Override
  public boolean receive(InboundMessage message) throws IOException, MapiException {
    account.pause().check();
    boolean more = false;
    try {
      TurnedRound connection = turned;
      if (connection == null || wire == null) {
        connection = ask();
        turned = connection;
      }
      more = connection != null && connection.next(message);
      return more;
    } catch (IOException failed) {
      throw explained(failed);
    } finally {
      if (!more) {
        turned = null;
        close();
      }
    }
  }

  /** Connects and asks; answers the connection on which mail comes, or null when none does. */
  private @Nullable TurnedRound ask() throws IOException {
    Duration patience = means.settings().patience().reply();
    Wire fresh = new Wire(means.clock(), patience, this::mayGoOn);
    wire = fresh; // from here on close() reaches it
    Dialogue dialogue = new Dialogue(fresh, patience);
    Capabilities offered = new Opening(means, relay, fresh, dialogue, this::mayGoOn).run();
    Scheme scheme = account.settings().source().scheme();
    if (!offered.offers().containsKey(scheme.name())) {
      throw new IOException("it offers no " + scheme.name());
    }
    Reply reply = dialogue.ask(command(scheme), scheme.name());
    note = ": " + reply.text();
    LOG.log(Level.INFO, "relay {0}: {1}: {2}", relay, command(scheme), reply.text());
    boolean none = scheme == Scheme.ATRN && reply.code() == NO_MAIL;
    if (!reply.isDone() && !none) {
      throw new IOException("it refuses %s: %s".formatted(command(scheme), reply.text()));
    }
    if (scheme == Scheme.ETRN || none) {
      dialogue.put("QUIT");
      dialogue.reply("QUIT", PATIENCE_AT_QUIT);
      return null;
    }
    if (dialogue.isOutOfStep()) { // now it is its turn to wait
      throw new IOException("it goes on talking after its answer to ATRN");
    }
    return new TurnedRound(fresh, account, means.settings().heloName());
  }

  private String command(Scheme scheme) {
    return (scheme.name() + " " + account.settings().source().path()).strip();
  }

  /** Whom it asks, and what was answered last. */
  @Override
  public String peer() {
    return "relay " + relay + note;
  }

  @Override
  public void close() {
    Wire open = wire;
    wire = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException unclosed) {
        LOG.log(Level.DEBUG, "relay {0}: the connection could not be closed: {1}", relay, unclosed);
      }
    }
  }

  @Override
  protected String named(@Nullable String what) {
    return "relay %s: %s".formatted(relay, what);
  }
}
