package spooler.transport.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import spooler.transport.smtp.wire.Wire;

/**
 * Commands out, replies in.
 *
 * <p><b>Threads:</b> one. <br>
 * <b>Failure:</b> an {@link IOException} that says at which command; after it the dialogue is out
 * of step and must not go on. Reply 421 is such a failure, whatever it answers.
 */
final class Dialogue {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final Duration PATIENCE_FOR_LAST_WORDS = Duration.ofSeconds(1);

  private final Wire wire;
  private final ReplyReader replies;
  private final Duration replyLimit;

  /** Over a connected wire; every reply has so much time. */
  Dialogue(Wire wire, Duration replyLimit) {
    this.wire = wire;
    this.replies = new ReplyReader(wire::read);
    this.replyLimit = replyLimit;
  }

  /** Puts a command behind those that were put before; {@link #reply} sends them. */
  void put(String command) throws IOException {
    OutputStream out = wire.out();
    out.write(command.getBytes(StandardCharsets.UTF_8));
    out.write(CRLF);
  }

  /** Sends what was put, and reads the next reply, which answers {@code what}. */
  Reply reply(String what) throws IOException {
    return reply(what, replyLimit);
  }

  /** The reply to the end of a message, which may take twice as long (RFC 5321, 4.5.3.2.6). */
  Reply replyToMessage() throws IOException {
    return reply("the message", replyLimit.multipliedBy(2));
  }

  Reply reply(String what, Duration limit) throws IOException {
    Reply reply;
    try {
      wire.out().flush();
      reply = replies.read(System.nanoTime() + limit.toNanos());
    } catch (SocketTimeoutException late) {
      throw new SocketTimeoutException(
          "no reply to %s within %d s".formatted(what, Math.max(1, limit.toSeconds())));
    } catch (EOFException ended) {
      throw new EOFException("the relay hung up instead of answering " + what);
    } catch (ProtocolException garbage) {
      throw new ProtocolException(
          "the relay answered %s with %s".formatted(what, garbage.getMessage()));
    } catch (IOException lost) {
      throw new IOException(
          "the connection was lost at %s: %s".formatted(what, lost.getMessage()), lost);
    }
    if (reply.code() == Reply.SERVICE_CLOSING) {
      throw new ServiceClosingException(reply);
    }
    return reply;
  }

  /** Command and reply. */
  Reply ask(String command, String what) throws IOException {
    put(command);
    return reply(what);
  }

  /**
   * Called for every block of a message's data.
   *
   * @throws IOException when the spooler wants it to stop
   */
  void checkGoOn() throws IOException {
    wire.checkGoOn();
  }

  /** Where a message's data goes. */
  OutputStream data() throws IOException {
    return wire.out();
  }

  /** Whether the relay said something that nobody asked for: then replies are out of step. */
  boolean isOutOfStep() throws IOException {
    return replies.hasLeftOver() || wire.hasArrived();
  }

  /** The refusal among what the relay said before it hung up; empty for none. */
  Optional<Reply> lastRefusal() {
    long deadline = System.nanoTime() + PATIENCE_FOR_LAST_WORDS.toNanos();
    try {
      while (isOutOfStep()) {
        Reply reply = replies.read(deadline);
        if (!reply.isDone()) {
          return Optional.of(reply).filter(Reply::isRefusal);
        }
      }
    } catch (IOException nothingMore) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** What to make of a reply that has no business here. */
  static ProtocolException unexpected(Reply reply, String what) {
    return new ProtocolException(
        "the relay answered %s with %s, which is no answer to it".formatted(what, reply.text()));
  }
}
