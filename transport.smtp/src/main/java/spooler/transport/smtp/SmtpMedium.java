package spooler.transport.smtp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;
import spooler.transport.kit.Medium;
import spooler.transport.smtp.auth.CredentialsException;
import spooler.transport.smtp.tls.TlsException;
import spooler.transport.smtp.tls.TlsMode;

/**
 * The relays as a medium: one session through a turn, and for a while after it.
 *
 * <p><b>Threads:</b> the lane's; {@link #close}, {@link #validate} and {@link #signOff} from any.
 * The session is guarded by {@code this}, which is never held while it is used. <br>
 * <b>Failure:</b> as {@link Medium} says; messages name the relay. Where one relay does not answer,
 * the next is called. A session that the relay ended between two messages is begun anew, once, and
 * no message notices.
 */
final class SmtpMedium implements Medium {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  private final Means means;
  private final TransportSupport support;
  private final Kept kept;
  private @Nullable SmtpSession session; // guarded by this

  /**
   * A medium that is not connected.
   *
   * @param means what all lanes share
   * @param support asked during every wait whether to go on: a sign of life, and a way to cancel
   */
  SmtpMedium(Means means, TransportSupport support) {
    this.means = means;
    this.support = support;
    this.kept = new Kept(means.settings().patience().idle(), means.clock(), SmtpMedium::end);
  }

  private boolean mayGoOn() {
    return support.spoolerYield() == Yield.CONTINUE;
  }

  @Override
  public void open() throws IOException {
    means.pause().check();
    SmtpSession idle = kept.take();
    if (idle == null) {
      connect(null);
    } else if (means.relays().isCurrent(idle.relay())) {
      idle.wake();
      use(idle);
    } else { // the preferred one may be back
      end(idle);
      connect(null);
    }
  }

  /** Calls one relay after the other, until one answers as it should. */
  private SmtpSession connect(@Nullable SmtpSession old) throws IOException {
    List<String> failures = new ArrayList<>();
    SmtpSession last = old;
    for (Relay relay : means.relays().inOrder()) {
      SmtpSession fresh = replace(last, relay, means);
      if (last != null) {
        end(last);
      }
      try {
        start(fresh);
        note(relay, failures);
        return current();
      } catch (CredentialsException refused) {
        throw paused(relay, refused);
      } catch (IOException failed) {
        failures.add(named(relay, failed));
        if (!mayGoOn()) {
          break;
        }
      }
      last = current();
    }
    throw new IOException(String.join("; ", failures));
  }

  private void note(Relay reached, List<String> failures) {
    if (means.relays().reached(reached)) {
      String why = failures.isEmpty() ? "" : String.join("; ", failures) + "; ";
      LOG.log(Level.INFO, () -> why + "relay " + reached + " is used from now on");
    }
  }

  /** Where encryption is not insisted on, it goes on without (RFC 7435); elsewhere not at all. */
  private void start(SmtpSession fresh) throws IOException {
    try {
      fresh.start();
    } catch (TlsException failed) {
      if (means.tls().mode() != TlsMode.OPPORTUNISTIC) {
        throw failed;
      }
      LOG.log(Level.INFO, () -> named(fresh.relay(), failed) + "; going on without encryption");
      SmtpSession clear = replace(fresh, fresh.relay(), means.inClear());
      end(fresh);
      clear.start();
    }
  }

  @Override
  public String peer() {
    SmtpSession now;
    synchronized (this) {
      now = session;
    }
    return now == null ? "" : "relay " + now.relay();
  }

  @Override
  public SubmitResult send(OutboundMessage message) throws IOException {
    long most = means.settings().limits().largestMessage();
    if (most > 0 && message.size() > most) {
      Refused tooBig = Refusal.tooBigForUs(message.size(), most);
      message.recipients().forEach(who -> message.settle(who, tooBig));
      return SubmitResult.OK;
    }
    Duration wait = means.pace().take(this::mayGoOn);
    if (!wait.isZero()) {
      return new SubmitResult.NetworkError(
          wait,
          "at most %s: the next one in %d s"
              .formatted(means.pace(), wait.plusNanos(999_999_999).toSeconds()));
    }
    sendNow(message);
    return SubmitResult.OK;
  }

  private void sendNow(OutboundMessage message) throws IOException {
    SmtpSession now = current();
    if (now.isOver()) {
      sendAnew(message, now);
      return;
    }
    try {
      now.send(message);
    } catch (ConnectionOverException over) {
      LOG.log(Level.DEBUG, () -> named(now.relay(), over) + "; connecting again");
      sendAnew(message, now);
    } catch (IOException failed) {
      throw explained(now, failed);
    }
  }

  private void sendAnew(OutboundMessage message, SmtpSession old) throws IOException {
    SmtpSession fresh = connect(old);
    try {
      fresh.send(message);
    } catch (IOException failed) {
      throw explained(fresh, failed);
    }
  }

  /** Names the relay, and calls another one next time, unless it was us who hung up. */
  private IOException explained(SmtpSession over, IOException failed) {
    if (failed instanceof CredentialsException refused) {
      return paused(over.relay(), refused);
    }
    if (isInUse(over) && mayGoOn()) {
      means.relays().failed(over.relay());
    }
    return new IOException(named(over.relay(), failed), failed);
  }

  /** Another relay is not called: it has the same account. */
  private IOException paused(Relay relay, CredentialsException refused) {
    return means.pause().begin(named(relay, refused), support);
  }

  /** Somebody says that the credentials, or the relay, have been put right. */
  @Override
  public void validate() {
    means.pause().end();
  }

  /** A session that is in order is kept for the next turn, if that comes soon. */
  @Override
  public void close() {
    SmtpSession ended;
    synchronized (this) {
      ended = session;
      session = null;
    }
    if (ended != null) {
      kept.put(ended);
    }
  }

  @Override
  public void signOff() {
    kept.end();
  }

  private static void end(SmtpSession over) {
    try {
      over.end();
    } catch (IOException unanswered) { // everything is settled by now, and the socket is closed
      LOG.log(Level.DEBUG, () -> named(over.relay(), unanswered));
    }
  }

  private synchronized void use(SmtpSession idle) {
    session = idle;
  }

  private synchronized boolean isInUse(SmtpSession one) {
    return session == one;
  }

  /** Puts a new session in the place of the old one, unless that was closed meanwhile. */
  private synchronized SmtpSession replace(@Nullable SmtpSession old, Relay relay, Means with)
      throws IOException {
    if (session != old) {
      throw new IOException("relay " + relay + ": the connection was closed from this side");
    }
    SmtpSession fresh = new SmtpSession(with, relay, this::mayGoOn);
    session = fresh;
    return fresh;
  }

  private synchronized SmtpSession current() throws IOException {
    if (session == null) {
      throw new IOException("the connection was closed from this side");
    }
    return session;
  }

  private static String named(Relay relay, IOException failed) {
    return "relay " + relay + ": " + failed.getMessage();
  }
}
