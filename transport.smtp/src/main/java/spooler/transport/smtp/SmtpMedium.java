package spooler.transport.smtp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;
import spooler.transport.kit.Medium;
import spooler.transport.smtp.auth.CredentialsException;
import spooler.transport.smtp.tls.TlsException;
import spooler.transport.smtp.tls.TlsMode;

/**
 * The relay as a medium: one session through a turn.
 *
 * <p><b>Threads:</b> the lane's; {@link #close} from any. The session is guarded by {@code this},
 * which is never held while it is used. <br>
 * <b>Failure:</b> as {@link Medium} says; messages name the relay. A session that the relay ended
 * between two messages is begun anew, once, and no message notices.
 */
final class SmtpMedium implements Medium {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  private final Means means;
  private final TransportSupport support;
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
  }

  private boolean mayGoOn() {
    return support.spoolerYield() == Yield.CONTINUE;
  }

  @Override
  public void open() throws IOException {
    means.pause().check();
    start(replace(null, means));
  }

  @Override
  public SubmitResult send(OutboundMessage message) throws IOException {
    SmtpSession now = current();
    if (now.isOver()) {
      sendAnew(message, now);
      return SubmitResult.OK;
    }
    try {
      now.send(message);
    } catch (ConnectionOverException over) {
      LOG.log(Level.DEBUG, () -> named(over).getMessage() + "; connecting again");
      sendAnew(message, now);
    } catch (IOException failed) {
      throw explained(failed);
    }
    return SubmitResult.OK;
  }

  private void sendAnew(OutboundMessage message, SmtpSession old) throws IOException {
    SmtpSession fresh = replace(old, means);
    end(old);
    start(fresh);
    try {
      fresh.send(message);
    } catch (IOException failed) {
      throw explained(failed);
    }
  }

  /** Names the relay; credentials that it does not like pause the transport. */
  private IOException explained(IOException failed) {
    return failed instanceof CredentialsException
        ? means.pause().begin(named(String.valueOf(failed.getMessage())), support)
        : named(failed);
  }

  /** Somebody says that the credentials, or the relay, have been put right. */
  @Override
  public void validate() {
    means.pause().end();
  }

  @Override
  public void close() {
    SmtpSession ended;
    synchronized (this) {
      ended = session;
      session = null;
    }
    if (ended != null) {
      end(ended);
    }
  }

  private void start(SmtpSession fresh) throws IOException {
    try {
      startEncrypted(fresh);
    } catch (IOException failed) {
      throw explained(failed);
    }
    LOG.log(Level.DEBUG, () -> "connected to " + means.settings().relay());
  }

  /** Where encryption is not insisted on, it goes on without (RFC 7435); elsewhere not at all. */
  private void startEncrypted(SmtpSession fresh) throws IOException {
    try {
      fresh.start();
    } catch (TlsException failed) {
      if (means.tls().mode() != TlsMode.OPPORTUNISTIC) {
        throw failed;
      }
      LOG.log(Level.INFO, () -> named(failed).getMessage() + "; going on without encryption");
      SmtpSession clear = replace(fresh, means.inClear());
      end(fresh);
      clear.start();
    }
  }

  private void end(SmtpSession over) {
    try {
      over.end();
    } catch (IOException unanswered) { // everything is settled by now, and the socket is closed
      LOG.log(Level.DEBUG, () -> named(unanswered).getMessage());
    }
  }

  /** Puts a new session in the place of the old one, unless that was closed meanwhile. */
  private synchronized SmtpSession replace(@Nullable SmtpSession old, Means with)
      throws IOException {
    if (session != old) {
      throw new IOException(named("the connection was closed from this side"));
    }
    SmtpSession fresh = new SmtpSession(with, this::mayGoOn);
    session = fresh;
    return fresh;
  }

  private synchronized SmtpSession current() throws IOException {
    if (session == null) {
      throw new IOException(named("the connection was closed from this side"));
    }
    return session;
  }

  private IOException named(IOException failed) {
    return new IOException(named(String.valueOf(failed.getMessage())), failed);
  }

  private String named(String what) {
    return "relay " + means.settings().relay() + ": " + what;
  }
}
