package spooler.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import spooler.api.MessageId;
import spooler.api.Question;
import spooler.api.RecipientState;
import spooler.api.event.SpoolerListener;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.core.flush.FlushEngine;

/** Tells whoever listens, one call at a time, on the executor given. Thread-safe. */
public final class Listeners implements FlushEngine.Listener {
  private static final Logger LOG = System.getLogger("spooler.core");

  private final List<SpoolerListener> listeners = new CopyOnWriteArrayList<>();
  private final Executor executor;

  Listeners(Executor executor) {
    this.executor = executor;
  }

  /** Tells that listener from now on. */
  public void add(SpoolerListener listener) {
    listeners.add(listener);
  }

  /** Tells it no more. */
  public void remove(SpoolerListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void started(FlushTicket flush) {
    LOG.log(Level.INFO, "flush {0} has begun", flush.id());
    tell(listener -> listener.flushStarted(flush));
  }

  @Override
  public void ended(FlushReport report) {
    LOG.log(
        Level.INFO, "flush {0} has ended: {1}, {2}", report.id(), report.result(), report.counts());
    tell(listener -> listener.flushEnded(report));
  }

  void settled(MessageId id, List<RecipientState> recipients) {
    tell(listener -> listener.messageSettled(id, recipients));
  }

  void asked(Question question) {
    tell(listener -> listener.questionAsked(question));
  }

  private void tell(Consumer<SpoolerListener> event) {
    if (listeners.isEmpty()) {
      return;
    }
    try {
      executor.execute(() -> listeners.forEach(listener -> call(listener, event)));
    } catch (RejectedExecutionException shutDown) {
      LOG.log(Level.DEBUG, "the spooler ends: nobody is told any more");
    }
  }

  private static void call(SpoolerListener listener, Consumer<SpoolerListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException defect) {
      LOG.log(Level.WARNING, "a listener failed", defect);
    }
  }
}
