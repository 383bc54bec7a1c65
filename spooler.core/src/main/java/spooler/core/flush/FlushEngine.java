package spooler.core.flush;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.flush.FlushId;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.inbox.InboundHandler;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.core.delivery.Means;
import spooler.core.status.StatusWord;
import spooler.core.transports.Registry;
import spooler.core.transports.ResourceBroker;
import spooler.core.transports.Transport;

/**
 * Takes what is asked for and runs flushes one at a time, each a {@link Round} of turns.
 *
 * <p><b>Threads:</b> requests come from any thread and are refused or put in line under this
 * object's monitor, which is never held while anything foreign is called. The work runs on the
 * executor given, one flush after the other. <br>
 * <b>Order:</b> what a client asks for while a flush runs is refused (R49). What a transport asks
 * for by raising its bits waits in line (R46, R50).
 */
public final class FlushEngine {
  private static final Logger LOG = System.getLogger("spooler.core");
  private static final int REMEMBERED = 50;

  private final ResourceBroker broker;
  private final Means means;
  private final Round round;
  private final Executor executor;
  private final Listener listener;
  private final Deque<Flush> remembered = new ArrayDeque<>(); // newest first; guarded by this
  private @Nullable Flush running; // guarded by this
  private final Deque<Flush> waiting = new ArrayDeque<>(); // asked by transports; guarded by this
  private long lastId; // guarded by this
  private boolean closed; // guarded by this

  /** Is told of flushes; must not hold up the caller. */
  public interface Listener {
    /** A flush has begun. */
    void started(FlushTicket flush);

    /** A flush has ended. */
    void ended(FlushReport report);
  }

  /**
   * An engine that has nothing to do yet.
   *
   * @param inbox where fetched mail goes; null for nowhere
   * @param executor runs one task at a time
   * @param patience how long a turn waits for ordinary delivery to make room
   */
  public FlushEngine(
      Registry registry,
      ResourceBroker broker,
      Means means,
      Supplier<@Nullable InboundHandler> inbox,
      Executor executor,
      Duration patience,
      Listener listener) {
    this.broker = broker;
    this.means = means;
    this.round = new Round(registry, broker, means, inbox, patience);
    this.executor = executor;
    this.listener = listener;
  }

  /**
   * A client asks for a flush through the spooler's object.
   *
   * @param target the one transport meant; null for all
   * @return a ticket; finished, unless ASYNC_OK is among the flags
   * @throws MapiException {@link HResult#MAPI_E_BUSY} while another flush runs
   */
  public FlushTicket request(@Nullable Transport target, Set<FlushFlag> flags)
      throws MapiException {
    if (!flags.contains(FlushFlag.UPLOAD) && !flags.contains(FlushFlag.DOWNLOAD)) {
      return nothingToDo(flags); // R9
    }
    Flush flush = begin(target, flags, null);
    if (!flags.contains(FlushFlag.ASYNC_OK)) {
      await(flush);
    }
    return flush;
  }

  /**
   * A client asks for these messages and no others: the transports that carry them take turns.
   *
   * @return a ticket, at once
   * @throws MapiException {@link HResult#MAPI_E_BUSY} while another flush runs
   */
  public FlushTicket send(List<MessageId> messages, Set<FlushFlag> flags) throws MapiException {
    EnumSet<FlushFlag> wanted = EnumSet.of(FlushFlag.UPLOAD);
    wanted.addAll(flags);
    wanted.remove(FlushFlag.DOWNLOAD);
    return begin(null, wanted, new Chosen(messages, means.store(), means.router()));
  }

  private Flush begin(@Nullable Transport target, Set<FlushFlag> flags, @Nullable Chosen chosen)
      throws MapiException {
    Flush flush;
    synchronized (this) {
      if (running != null || !waiting.isEmpty()) {
        throw new MapiException(
            HResult.MAPI_E_BUSY, "another flush is running: wait for its end, or abort it");
      }
      flush = take(target, flags, chosen);
      running = flush;
    }
    execute(flush);
    return flush;
  }

  private static void await(Flush flush) throws MapiException {
    try {
      flush.join();
    } catch (InterruptedException stop) {
      flush.abort();
      Thread.currentThread().interrupt();
      throw new MapiException(
          HResult.MAPI_E_USER_CANCEL, "interrupted: what was not sent stays in the queue", stop);
    }
  }

  /** A transport raised its flush bits outside a turn; the flush comes when the line is free. */
  public void flushAsked(Transport transport) {
    Flush next;
    synchronized (this) {
      if (closed || waiting.stream().anyMatch(flush -> flush.target() == transport)) {
        return;
      }
      Flush asked = take(transport, flagsOf(transport), null);
      asked.markUnsolicited();
      waiting.add(asked);
      next = startWaiting();
    }
    if (next != null) {
      execute(next);
    }
  }

  /** Flags from the bits it raised, and from the client that made it raise them (4.3). */
  private static Set<FlushFlag> flagsOf(Transport transport) {
    EnumSet<FlushFlag> flags = EnumSet.noneOf(FlushFlag.class);
    Set<FlushFlag> client = transport.clientFlags();
    if (client.isEmpty() || client.contains(FlushFlag.NO_UI)) {
      flags.add(FlushFlag.NO_UI); // nobody is there, or wants to be asked (R52)
    }
    int word = transport.row().word();
    if (StatusWord.isSet(word, StatusCode.OUTBOUND_FLUSH)) {
      flags.add(FlushFlag.UPLOAD);
    }
    if (StatusWord.isSet(word, StatusCode.INBOUND_FLUSH)) {
      flags.add(FlushFlag.DOWNLOAD);
    }
    if (client.contains(FlushFlag.FORCE)) {
      flags.add(FlushFlag.FORCE);
    }
    return flags;
  }

  /**
   * A client asks for a flush through a transport's own object: {@code call} makes the transport
   * raise its bits, and that puts a flush in line (R45, R46).
   *
   * @return the ticket of that flush, or of the one under way that serves it, or of nothing where
   *     the transport raised no bit
   */
  public FlushTicket askThrough(
      Transport transport, Set<FlushFlag> flags, Transport.ClientCall call) throws MapiException {
    long before;
    synchronized (this) {
      before = lastId;
    }
    transport.withClientFlags(flags, call);
    synchronized (this) {
      for (Flush flush : remembered) {
        boolean isNew = flush.id().value() > before || flush.report().isEmpty();
        if (isNew && flush.serves(transport)) {
          return flush;
        }
      }
    }
    return nothingToDo(flags);
  }

  private FlushTicket nothingToDo(Set<FlushFlag> flags) {
    return Flush.empty(new FlushId(0), flags, means.clock(), broker);
  }

  /** The flushes of late, the newest first. */
  public synchronized List<FlushTicket> remembered() {
    return List.copyOf(remembered);
  }

  /** Whether one is running. */
  public synchronized boolean isFlushing() {
    return running != null;
  }

  /**
   * Ends the running flush: its transport is told with both END flags, no other one is flushed
   * (R39).
   */
  public void close() {
    Flush now;
    synchronized (this) {
      closed = true;
      waiting.forEach(Flush::end);
      waiting.clear();
      now = running;
    }
    if (now != null) {
      now.shutDown();
    }
  }

  private Flush take(@Nullable Transport target, Set<FlushFlag> flags, @Nullable Chosen chosen) {
    Flush flush = new Flush(new FlushId(++lastId), flags, target, chosen, means.clock(), broker);
    remembered.addFirst(flush);
    if (remembered.size() > REMEMBERED) {
      remembered.removeLast();
    }
    return flush;
  }

  private @Nullable Flush startWaiting() {
    if (running == null) {
      running = waiting.poll();
      return running;
    }
    return null;
  }

  private void execute(Flush flush) {
    try {
      executor.execute(() -> run(flush));
    } catch (RejectedExecutionException closing) {
      flush.shutDown();
      flush.end();
    }
  }

  private void run(Flush flush) {
    listener.started(flush);
    try {
      round.run(flush);
    } catch (InterruptedException stop) {
      flush.shutDown();
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      LOG.log(Level.ERROR, "flush " + flush.id() + " ended by a fault", defect);
      flush.abort();
    } finally {
      Flush next;
      synchronized (this) {
        running = null;
        next = startWaiting();
      }
      flush.end();
      flush.report().ifPresent(listener::ended);
      if (next != null) {
        execute(next);
      }
    }
  }
}
