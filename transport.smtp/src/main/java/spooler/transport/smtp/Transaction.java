package spooler.transport.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.OutboundMessage.Assigned;
import spooler.api.transport.RecipientOutcome;
import spooler.transport.smtp.auth.CredentialsException;

/**
 * One message for some of its recipients: MAIL, RCPT for each, DATA or BDAT, the body (RFC 5321,
 * 3.3). Used once. Recipients that are one too many for the relay are left unsettled, for the next.
 *
 * <p>Where the relay offers PIPELINING, all commands up to DATA go out in one write, for more than
 * a hundred recipients in several; both sides' buffers hold that much, so neither waits for the
 * other for ever (RFC 2920, 3.1). Elsewhere each waits for the reply to the one before.
 *
 * <p><b>Threads:</b> the lane's. <br>
 * <b>Failure:</b> recipients are settled as they are decided; an {@link IOException} leaves the
 * rest undecided and the session over.
 */
final class Transaction {
  private static final int WINDOW = 103; // RSET, MAIL, 100 RCPT and DATA
  private static final int MUST_SIGN_IN = 530; // RFC 4954, 6; RFC 3207, 4

  /** What to do with the reply to a command. */
  private interface Answer {
    void take(Reply reply) throws IOException;
  }

  private final Dialogue dialogue;
  private final Capabilities relay;
  private final Duration retryAfter;
  private final OutboundMessage message;
  private final List<Assigned> recipients;
  private final int window;
  private final Deque<Awaited> awaited = new ArrayDeque<>();
  private final List<Assigned> accepted = new ArrayList<>();
  private boolean senderRefused;
  private boolean enough; // the relay takes no more recipients in this transaction
  private boolean dataWanted;
  private boolean heard;
  private boolean unclean;

  private record Awaited(String what, Answer answer) {}

  Transaction(
      Dialogue dialogue,
      Capabilities relay,
      SmtpSettings settings,
      OutboundMessage message,
      List<Assigned> recipients) {
    this.dialogue = dialogue;
    this.relay = relay;
    this.retryAfter = settings.patience().retryAfter();
    this.message = message;
    this.recipients = recipients;
    this.window = relay.pipelining() ? WINDOW : 1;
  }

  /**
   * Carries it out.
   *
   * @param resetFirst whether the relay has the rest of another transaction to forget
   * @return whether it has the rest of this one to forget
   */
  boolean run(boolean resetFirst) throws IOException {
    unclean = resetFirst;
    try (Body body = new Body(message)) {
      Mailing mailing = Mailing.of(message, recipients, body, relay);
      if (!mailing.isEmpty()) {
        carryOut(mailing);
      }
    }
    return unclean;
  }

  /** Whether the relay has answered anything of this transaction. */
  boolean wasHeard() {
    return heard;
  }

  private void carryOut(Mailing mailing) throws IOException {
    if (unclean) {
      ask("RSET", "RSET", this::onReset);
    }
    ask(mailing.mailCommand(), "MAIL FROM", this::onSender);
    for (Mailing.Addressed recipient : mailing.recipients()) {
      offer(recipient);
    }
    if (mailing.content().carriage().isChunked()) {
      sendChunks(mailing);
    } else {
      sendData(mailing);
    }
  }

  private void offer(Mailing.Addressed recipient) throws IOException {
    Assigned who = recipient.who();
    if (!senderRefused && !enough) {
      ask(recipient.command(), "RCPT TO", reply -> onRecipient(who, reply));
    }
  }

  private void ask(String command, String what, Answer answer) throws IOException {
    dialogue.put(command);
    awaited.add(new Awaited(what, answer));
    if (awaited.size() >= window) {
      catchUp();
    }
  }

  private void catchUp() throws IOException {
    for (Awaited next = awaited.poll(); next != null; next = awaited.poll()) {
      Reply reply = dialogue.reply(next.what());
      heard |= !next.what().equals("RSET");
      if (reply.isGoOn() && !next.what().equals("DATA")) {
        throw Dialogue.unexpected(reply, next.what());
      }
      next.answer().take(reply);
    }
  }

  private void onReset(Reply reply) throws IOException {
    if (!reply.isDone()) {
      throw Dialogue.unexpected(reply, "RSET");
    }
    unclean = false;
  }

  private void onSender(Reply reply) throws CredentialsException {
    if (reply.code() == MUST_SIGN_IN) { // no fault of the message, whoever it is from
      throw new CredentialsException(
          "the relay wants us to sign in, or to encrypt, before it takes mail: %s; give username and"
                  .formatted(reply.text())
              + " .password, and see tls");
    }
    unclean = true; // also after a refusal: what was pipelined behind it may have had an effect
    if (!reply.isDone()) {
      senderRefused = true;
      recipients.forEach(who -> message.settle(who, Verdict.onMessage(reply, retryAfter)));
    }
  }

  private void onRecipient(Assigned who, Reply reply) {
    if (senderRefused) {
      return; // whatever it says: it has no sender to take it from
    }
    if (reply.isDone()) {
      accepted.add(who);
    } else if (saysEnough(reply)) {
      enough = true;
    } else {
      message.settle(who, Verdict.onRecipient(reply, retryAfter));
    }
  }

  /**
   * Whether it means that the relay takes no more recipients at a time (RFC 5321, 4.5.3.1.10; 552
   * is the old code for it). The rest then follow in another transaction, but only if this one
   * brings some of them forward: a relay that takes none at all is left alone for the usual time.
   */
  private boolean saysEnough(Reply reply) {
    return !accepted.isEmpty()
        && (reply.code() == 452 || reply.code() == 552)
        && reply.status().map(status -> status.says(5, 3)).orElse(true);
  }

  private void onData(Reply reply) throws IOException {
    if (reply.code() == 354) {
      dataWanted = true;
    } else if (reply.isDone() || reply.isGoOn()) {
      throw Dialogue.unexpected(reply, "DATA");
    } else {
      settleAccepted(Verdict.onMessage(reply, retryAfter));
    }
  }

  private void sendData(Mailing mailing) throws IOException {
    if (!accepted.isEmpty() || !awaited.isEmpty()) {
      ask("DATA", "DATA", this::onData);
      catchUp();
    }
    if (!dataWanted) {
      return;
    }
    if (accepted.isEmpty()) { // pipelined, and wanted by nobody: an empty message (RFC 2920, 3.1)
      dialogue.ask(".", "a message for nobody");
      return;
    }
    sendBody(mailing);
    settleMessage(replyToMessage(dialogue::replyToMessage), mailing);
  }

  private void sendBody(Mailing mailing) throws IOException {
    try {
      mailing.content().sendAsData(dialogue);
    } catch (IOException broken) {
      throw explained(broken);
    }
  }

  /** A relay that hangs up in the middle of a message may have said why. */
  private IOException explained(IOException broken) {
    Optional<Reply> refusal =
        broken instanceof LeftEarlyException left
            ? Optional.of(left.reply())
            : dialogue.lastRefusal();
    if (refusal.isEmpty()) {
      return broken;
    }
    settleAccepted(Verdict.onMessage(refusal.get(), retryAfter));
    return new LeftEarlyException(refusal.get(), broken);
  }

  /** Nothing is sent before it is known that somebody is to get it. */
  private void sendChunks(Mailing mailing) throws IOException {
    catchUp();
    if (accepted.isEmpty()) {
      return;
    }
    Chunks chunks = new Chunks(dialogue, relay.pipelining());
    try {
      mailing.content().sendAsChunks(chunks, dialogue);
    } catch (ChunkRefusedException refused) {
      settleAccepted(Verdict.onMessage(refused.reply(), retryAfter));
      return;
    } catch (IOException broken) {
      throw explained(broken);
    }
    Reply reply = replyToMessage(chunks::answer);
    settleMessage(reply, mailing);
    unclean = !reply.isDone(); // it may have been a chunk before the last that was refused
  }

  private void settleMessage(Reply reply, Mailing mailing) {
    unclean = false;
    settleAccepted(
        reply.isDone()
            ? new RecipientOutcome.Delivered(reply.text(), mailing.reports().areTheRelays())
            : Verdict.onMessage(reply, retryAfter));
  }

  /** Where the last reply comes from. */
  private interface LastReply {
    Reply read() throws IOException;
  }

  private Reply replyToMessage(LastReply last) throws IOException {
    Reply reply;
    try {
      reply = last.read();
      if (reply.isGoOn()) {
        throw Dialogue.unexpected(reply, "the message");
      }
    } catch (ServiceClosingException notTaken) {
      throw notTaken;
    } catch (LeftEarlyException refused) {
      throw explained(refused);
    } catch (IOException lost) {
      throw inDoubt(new InDoubtException(lost));
    }
    return reply;
  }

  /** Costs an attempt: a relay that never answers must not get the message for ever. */
  private InDoubtException inDoubt(InDoubtException why) {
    settleAccepted(new RecipientOutcome.Delayed(retryAfter, why.getMessage()));
    return why;
  }

  private void settleAccepted(RecipientOutcome outcome) {
    accepted.forEach(who -> message.settle(who, outcome));
  }
}
