package spooler.transport.modem.uucp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.OutboundMessage.Assigned;
import spooler.api.transport.RecipientOutcome;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.uucp.mail.OutgoingMail;
import spooler.transport.modem.uucp.session.Answer;
import spooler.transport.modem.uucp.session.Conversation;
import spooler.transport.modem.uucp.session.Handshake;
import spooler.transport.modem.uucp.session.Meter;
import spooler.transport.modem.uucp.session.Outbox;
import spooler.transport.modem.uucp.session.Sending;
import spooler.transport.modem.uucp.session.Session;
import spooler.transport.modem.uucp.spool.PeerSpool;
import spooler.transport.modem.uucp.spool.UucpSpool;

/**
 * One call over a line that is up: from the handshake to the hang-up.
 *
 * <p><b>Threads:</b> any. Several may be in {@link #send} at once, each with its own message: the
 * files go one after another in the order in which they are asked for. The call has two threads of
 * its own while it lasts: what the far side sends goes into the spool there, whatever the lanes do.
 * <br>
 * <b>Failure:</b> an {@link IOException} is the line's or the far side's, and ends the call; what
 * was confirmed before stays confirmed, and a file that broke off is gone on with in the next call.
 */
public final class UucpCall implements Closeable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofMinutes(30);

  private final UucpSettings settings;
  private final UucpSpool spool;
  private final PeerSpool files;
  private final Session session;
  private final Conversation conversation;
  private final Meter meter;
  private final char protocol;
  private final long began;

  private UucpCall(
      Line line,
      Handshake handshake,
      Handshake.Agreed agreed,
      UucpSpool spool,
      UucpListener listener,
      long began)
      throws IOException {
    settings = agreed.settings();
    this.spool = spool;
    this.began = began;
    protocol = agreed.protocol();
    files = spool.peer(settings.peer());
    meter = new Meter(line);
    session = new Session(agreed, files, meter, listener, System::nanoTime);
    conversation =
        new Conversation(line, meter, session, listener, settings.peer(), handshake.rest());
  }

  /**
   * Begins as who has called; blocks for {@link UucpSettings#handshakeLimit} at most.
   *
   * @throws UucpRefusedException when one side does not want the call
   * @throws IOException when the line fails; it is closed then, as in the other case
   */
  public static UucpCall place(
      Line line, UucpSettings settings, UucpSpool spool, UucpListener listener) throws IOException {
    Handshake handshake = new Handshake(line);
    Opening opening =
        () -> {
          spool.peer(settings.peer()); // its folders are made now, not while the far side waits
          return handshake.call(settings, spool);
        };
    return open(line, handshake, opening, spool, listener);
  }

  /**
   * Begins as who was called; blocks for the limit at most.
   *
   * @param name ours
   * @param peers who may call
   */
  public static UucpCall answer(
      Line line,
      String name,
      Duration limit,
      UucpPeers peers,
      UucpSpool spool,
      UucpListener listener)
      throws IOException {
    Handshake handshake = new Handshake(line);
    return open(
        line, handshake, () -> handshake.answer(name, limit, peers, spool), spool, listener);
  }

  @FunctionalInterface
  private interface Opening {
    Handshake.Agreed agree() throws IOException;
  }

  private static UucpCall open(
      Line line, Handshake handshake, Opening opening, UucpSpool spool, UucpListener listener)
      throws IOException {
    long began = System.nanoTime();
    try {
      Handshake.Agreed agreed = opening.agree();
      UucpCall call = new UucpCall(line, handshake, agreed, spool, listener, began);
      call.awaitStart();
      return call;
    } catch (IOException | RuntimeException failed) {
      line.close();
      throw failed;
    }
  }

  private void awaitStart() throws IOException {
    for (Conversation.View view = conversation.view();
        !view.started();
        view = conversation.view()) {
      if (view.over()) {
        throw conversation.failed();
      }
      conversation.awaitChange(view, LOOK_EVERY);
    }
  }

  /** The far system. */
  public String peer() {
    return settings.peer();
  }

  /**
   * Whether a file may be begun: no limit is reached, and the far side has not asked for the line.
   */
  public boolean maySend() {
    boolean inTime =
        settings.longestOnline().isZero() || online().compareTo(settings.longestOnline()) < 0;
    boolean inLimit =
        settings.callLimit() == 0 || meter.sent() + meter.received() < settings.callLimit();
    return !isOver() && inTime && inLimit && !conversation.view().lineWanted();
  }

  private Duration online() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /**
   * Sends a message and settles its recipients, each as soon as the far side has confirmed or
   * refused. As who was called, waits until the far side gives the line. Says {@link
   * OutboundMessage#onItsWay} when only the far side's word is missing: what is sent by another
   * thread from then on follows at once.
   *
   * @throws java.io.InterruptedIOException when the message is to be stopped: the line is cut if it
   *     was on its way, because UUCP has no way to take a file back
   */
  public void send(OutboundMessage message) throws IOException {
    List<OutgoingMail> requests =
        OutgoingMail.of(message, settings, (who, why) -> refuse(message, who, why));
    for (int i = 0; i < requests.size(); i++) {
      send(message, requests.get(i), i == requests.size() - 1);
    }
  }

  private static void refuse(OutboundMessage message, Assigned recipient, String why) {
    message.settle(
        recipient,
        new RecipientOutcome.Refused(
            NdrReason.TRANSFER_IMPOSSIBLE, NdrDiagnostic.ADDRESS_INCORRECT, why));
  }

  private void send(OutboundMessage message, OutgoingMail mail, boolean last) throws IOException {
    try (InputStream body = message.openBody()) {
      Path prepared = files.outgoing(mail.name());
      boolean triedBefore = files.wasTried(mail.name());
      try {
        mail.write(message, settings, files.began(mail.name()), body, prepared);
        Outbox outbox = new Outbox(settings, session.theirs(), files, mail, prepared, triedBefore);
        Answer answer = outbox.tooLarge();
        for (Sending next = answer == null ? outbox.next() : null;
            next != null;
            next = outbox.next()) {
          Runnable onItsWay = last && outbox.isLast() ? message::onItsWay : () -> {};
          answer = outbox.take(outcome(next, body, onItsWay));
        }
        if (answer != null) {
          settle(message, mail, answer);
        }
      } finally {
        Files.deleteIfExists(prepared);
      }
    }
  }

  private Answer outcome(Sending sending, InputStream body, Runnable onItsWay) throws IOException {
    try (sending) {
      conversation.ask(talk -> talk.send(sending));
      await(sending.onItsWay(), body);
      onItsWay.run();
      return await(sending.answer(), body);
    }
  }

  /** Waits for what the session says, and looks meanwhile whether the message is to be stopped. */
  private <T> T await(CompletableFuture<T> word, InputStream body) throws IOException {
    try {
      while (true) {
        try {
          return word.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          checkGoingOn(word, body);
        }
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException
          ? conversation.failed()
          : new IOException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private void checkGoingOn(CompletableFuture<?> word, InputStream body) throws IOException {
    if (isOver() && !word.isDone()) {
      throw conversation.failed();
    }
    try {
      int none = body.read(new byte[0], 0, 0); // fails when the message is to be stopped
      if (none > 0) {
        throw new IllegalStateException("a body gives more than it is asked for");
      }
    } catch (IOException stopped) {
      close();
      throw stopped;
    }
  }

  private void settle(OutboundMessage message, OutgoingMail mail, Answer answer)
      throws IOException {
    for (Assigned recipient : mail.recipients()) {
      message.settle(
          recipient,
          switch (answer.kind()) {
            case DONE -> new RecipientOutcome.Delivered(answer.words());
            case LATER -> new RecipientOutcome.Delayed(LATER, answer.words());
            case NEVER ->
                new RecipientOutcome.Refused(
                    NdrReason.TRANSFER_FAILED, NdrDiagnostic.NO_DIAGNOSTIC, answer.words());
          });
    }
    if (answer.kind() != Answer.Kind.LATER) {
      files.sent(mail.name());
    }
  }

  /** We have nothing more to send for now: the far side's turn, or the end if it has nothing. */
  public void turn() throws IOException {
    conversation.ask(Session::turn);
  }

  /**
   * After {@link #turn}: waits until a request is in the spool.
   *
   * @return false when the far side has sent all it has, or the call is over
   * @throws SocketTimeoutException when neither has come within the limit
   */
  public boolean awaitReceived(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (spool.waiting() == 0) {
      Conversation.View view = conversation.view();
      if (view.over() || view.heardAll()) {
        return spool.waiting() > 0;
      }
      if (System.nanoTime() >= deadline) {
        throw new SocketTimeoutException(
            "%s has sent nothing for %d seconds".formatted(peer(), limit.toSeconds()));
      }
      conversation.awaitChange(view, LOOK_EVERY);
    }
    return true;
  }

  /**
   * Ends the call in good order: lets the far side finish, hangs up; cuts the line after the limit.
   *
   * @return whether both sides have parted in good order
   */
  public boolean end(Duration limit) {
    try {
      long deadline = System.nanoTime() + limit.toNanos();
      while (!isOver() && System.nanoTime() < deadline) {
        conversation.ask(Session::turn);
        conversation.awaitEnd(LOOK_EVERY);
      }
      return hasEndedWell();
    } catch (IOException over) {
      return false; // its reason is known to the listener
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    conversation.cut();
  }

  /** Whether the call has ended, in whatever way. */
  public boolean isOver() {
    return conversation.view().over();
  }

  /** Whether both sides have parted in good order: neither had anything more to send. */
  public boolean hasEndedWell() {
    return isOver() && conversation.failure() == null;
  }

  /** What was moved so far. */
  public CallFigures figures() {
    Conversation.View view = conversation.view();
    return new CallFigures(
        protocol,
        meter.sent(),
        meter.received(),
        view.sent(),
        view.received(),
        view.resumed(),
        online(),
        view.packets());
  }
}
