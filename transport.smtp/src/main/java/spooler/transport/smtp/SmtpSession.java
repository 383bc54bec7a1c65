package spooler.transport.smtp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import spooler.api.transport.OutboundMessage;
import spooler.transport.smtp.wire.Wire;

/**
 * One connection to the relay, from the greeting to QUIT, for as many messages as come along.
 *
 * <p><b>Threads:</b> the lane's; {@link #end} may come from any. It is polite while nothing is
 * under way, and otherwise closes the connection under the call that blocks. <br>
 * <b>Failure:</b> an {@link IOException} means that the session is over.
 */
final class SmtpSession {
  /** The answer to QUIT changes nothing, so nobody waits long for it. */
  private static final Duration PATIENCE_AT_QUIT = Duration.ofMillis(500);

  private final SmtpSettings settings;
  private final Wire wire;
  private final Dialogue dialogue;
  private final Opening opening;
  private final AtomicBoolean inUse = new AtomicBoolean();

  private Capabilities capabilities = Capabilities.NONE; // the lane's
  private boolean inStep; // of whoever has the session in use
  private boolean carried; // the lane's
  private boolean unclean; // the lane's

  /** A session to be; {@code mayGoOn} is asked during every wait. */
  SmtpSession(Means means, BooleanSupplier mayGoOn) {
    this.settings = means.settings();
    this.wire = new Wire(means.clock(), settings.replyTimeout(), mayGoOn);
    this.dialogue = new Dialogue(wire, settings.replyTimeout());
    this.opening = new Opening(means, wire, dialogue, mayGoOn);
  }

  /** Connects, encrypts, greets, signs in. */
  void start() throws IOException {
    take();
    try {
      capabilities = opening.run();
      inStep = true;
    } finally {
      inUse.set(false);
    }
  }

  /**
   * Sends one message and settles its recipients.
   *
   * @throws ConnectionOverException when the connection was over before it had begun
   */
  void send(OutboundMessage message) throws IOException {
    take();
    inStep = false; // until it has ended well
    Transaction transaction = new Transaction(dialogue, capabilities, settings, message);
    try {
      if (dialogue.isOutOfStep()) {
        throw new IOException("the relay said something that nobody had asked for");
      }
      unclean = transaction.run(unclean);
      carried = true;
      inStep = true;
    } catch (SocketTimeoutException late) {
      throw late; // it may still be there: no reason to start over at once
    } catch (IOException lost) {
      throw carried && !transaction.wasHeard() ? new ConnectionOverException(lost) : lost;
    } finally {
      inUse.set(false);
    }
  }

  /** Ends the session: with QUIT while nothing is under way, at once otherwise. */
  void end() throws IOException {
    try {
      if (inUse.compareAndSet(false, true) && inStep) {
        dialogue.put("QUIT");
        dialogue.reply("QUIT", PATIENCE_AT_QUIT);
      }
    } finally {
      wire.close();
    }
  }

  private void take() throws IOException {
    if (!inUse.compareAndSet(false, true)) {
      throw new IOException("the connection was closed from this side");
    }
  }
}
