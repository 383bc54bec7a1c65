package spooler.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import spooler.api.Question;
import spooler.api.Session;
import spooler.api.command.CommandException;
import spooler.api.command.Terminal;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;

/**
 * Waits for a transfer at a terminal: shows how far it is, and takes answers to what transports
 * ask. The first Ctrl-C ends the transfer after the message in hand, the second one cancels that
 * message too, the third one waits for nothing any more.
 *
 * <p><b>Threads:</b> everything happens on the caller's, but Ctrl-C, which comes on one of the
 * terminal's. <br>
 * <b>Failure:</b> an interrupt ends the waiting and the transfer; what was not sent stays in the
 * queue.
 */
final class Foreground {
  private static final Duration PERIOD = Duration.ofMillis(200);
  private static final int STOP = 1;
  private static final int CANCEL = 2;

  private final Session session;
  private final Terminal terminal;
  private final boolean asks;
  private final ProgressLine line;
  private final Interrupts interrupts = new Interrupts();
  private long lastAsked;

  /**
   * Waits for transfers of this session.
   *
   * @param asks whether the person there may be asked
   */
  Foreground(Session session, Terminal terminal, FlushFlag direction, boolean asks) {
    this.session = session;
    this.terminal = terminal;
    this.asks = asks;
    this.line = new ProgressLine(terminal, direction);
  }

  /** Returns at its end. */
  FlushReport end(FlushTicket flush) throws MapiException, CommandException {
    terminal.onInterrupt(() -> interrupted(flush));
    try {
      return await(flush);
    } catch (InterruptedException stop) {
      flush.abort();
      Thread.currentThread().interrupt();
      throw OnDemand.stopped();
    } finally {
      line.wipe();
    }
  }

  private FlushReport await(FlushTicket flush)
      throws InterruptedException, MapiException, CommandException {
    CompletableFuture<FlushReport> done = flush.done().toCompletableFuture();
    while (interrupts.times() <= CANCEL) {
      try {
        return done.get(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException running) {
        attend(flush, done);
      } catch (ExecutionException broken) {
        throw OnDemand.broken(broken);
      }
    }
    throw OnDemand.stopped();
  }

  private void attend(FlushTicket flush, CompletableFuture<?> done) throws MapiException {
    Optional<Question> question = nextQuestion();
    if (question.isEmpty()) {
      line.draw(flush, hint());
      return;
    }
    line.wipe();
    lastAsked = question.get().id();
    int before = interrupts.times();
    new Prompt(session, terminal)
        .settle(question.get(), () -> interrupts.times() == before && !done.isDone());
  }

  private Optional<Question> nextQuestion() throws MapiException {
    return asks
        ? session.questions().stream().filter(open -> open.id() > lastAsked).findFirst()
        : Optional.empty();
  }

  private void interrupted(FlushTicket flush) {
    int times = interrupts.count();
    if (times == STOP) {
      flush.abort();
    } else if (times == CANCEL) {
      flush.cancel();
    }
  }

  private String hint() {
    return switch (interrupts.times()) {
      case 0 -> "";
      case STOP -> " - stops after the message in hand; Ctrl-C again cancels that too";
      default -> " - cancels the message in hand; Ctrl-C again does not wait for it";
    };
  }
}
