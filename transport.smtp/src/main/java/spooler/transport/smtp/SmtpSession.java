package spooler.transport.smtp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.OutboundMessage.Assigned;
import spooler.api.transport.RecipientOutcome;
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
  private final Relay relay;
  private final Wire wire;
  private final Dialogue dialogue;
  private final Opening opening;
  private final AtomicBoolean inUse = new AtomicBoolean();

  private Capabilities capabilities = Capabilities.NONE; // the lane's
  private boolean inStep; // of whoever has the session in use
  private int carried; // transactions; the lane's
  private boolean mayBeStale; // the lane's
  private boolean unclean; // the lane's
  private boolean over; // the lane's
  private volatile boolean resting; // then it is in use, by nobody

  /** A session to be; {@code mayGoOn} is asked during every wait. */
  SmtpSession(Means means, Relay relay, BooleanSupplier mayGoOn) {
    this.settings = means.settings();
    this.relay = relay;
    this.wire = new Wire(means.clock(), settings.patience().reply(), mayGoOn);
    this.dialogue = new Dialogue(wire, settings.patience().reply());
    this.opening = new Opening(means, relay, wire, dialogue, mayGoOn);
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
   * Sends one message and settles its recipients, in as many transactions as the relay needs.
   *
   * @throws ConnectionOverException when the connection was over before it had begun
   */
  void send(OutboundMessage message) throws IOException {
    take();
    inStep = false; // until it has ended well
    try {
      List<Assigned> left = unsettled(message);
      int before = left.size() + 1;
      while (!left.isEmpty() && left.size() < before) { // each settles some, or it is the last
        before = left.size();
        send(message, left);
        left = unsettled(message);
      }
      later(message, left, "the relay takes no more recipients now");
      inStep = true;
    } catch (LeftEarlyException decided) {
      over = true;
      later(message, unsettled(message), String.valueOf(decided.getMessage()));
    } finally {
      inUse.set(false);
    }
  }

  private void send(OutboundMessage message, List<Assigned> recipients) throws IOException {
    Transaction transaction =
        new Transaction(dialogue, capabilities, settings, message, firstOf(recipients));
    try {
      if (dialogue.isOutOfStep()) {
        throw new IOException("the relay said something that nobody had asked for");
      }
      unclean = transaction.run(unclean);
      carried++;
      mayBeStale = true;
    } catch (SocketTimeoutException | LeftEarlyException known) {
      throw known; // it may still be there, or is known to be gone: no reason to start over
    } catch (IOException lost) {
      throw mayBeStale && !transaction.wasHeard() ? new ConnectionOverException(lost) : lost;
    }
  }

  private List<Assigned> firstOf(List<Assigned> recipients) {
    int most = settings.limits().recipientsPerMessage(capabilities);
    return recipients.subList(0, Math.min(most, recipients.size()));
  }

  private static List<Assigned> unsettled(OutboundMessage message) {
    return message.recipients().stream()
        .filter(who -> !message.responsibility(who.place()))
        .toList();
  }

  /** Whoever is not settled at the end would be taken for somebody this transport is not for. */
  private void later(OutboundMessage message, List<Assigned> left, String reason) {
    left.forEach(
        who ->
            message.settle(
                who, new RecipientOutcome.Delayed(settings.patience().retryAfter(), reason)));
  }

  /** Whether another one is needed for the next message. */
  boolean isOver() {
    return over || carried >= settings.limits().messagesPerConnection(capabilities);
  }

  /** Whom it leads to. */
  Relay relay() {
    return relay;
  }

  /**
   * Puts it aside while nobody needs it.
   *
   * @return whether it can be used again; otherwise it is as it was
   */
  boolean rest() {
    if (!inUse.compareAndSet(false, true)) {
      return false;
    }
    resting = inStep && !isOver();
    if (!resting) {
      inUse.set(false);
    }
    return resting;
  }

  /** Takes it up again; the relay may have ended it meanwhile. */
  void wake() {
    mayBeStale = true;
    resting = false;
    inUse.set(false);
  }

  /** Ends the session: with QUIT while nothing is under way, at once otherwise. */
  void end() throws IOException {
    try {
      if ((inUse.compareAndSet(false, true) || resting) && inStep) {
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
