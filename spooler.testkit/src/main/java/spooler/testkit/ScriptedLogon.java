package spooler.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import spooler.api.Recipient;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.SubmitFlag;
import spooler.api.mapi.TransportNotification;
import spooler.api.store.StoreException;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;
import spooler.api.transport.NotificationTarget;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;

/**
 * One logon of a {@link ScriptedTransport}; written to the letter of the contract, without the kit.
 */
public final class ScriptedLogon implements TransportLogon {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final ScriptedTransport script;
  private final TransportSupport support;
  private volatile boolean downloadAsked;
  private volatile boolean cancelled;
  private volatile boolean closed;
  private volatile @Nullable ResourceLease lease;

  ScriptedLogon(ScriptedTransport script, TransportSupport support) {
    this.script = script;
    this.support = support;
    support.modifyStatusRow(StatusRowUpdate.create().raise(StatusCode.AVAILABLE).text("ready"));
  }

  /** Its way to the spooler. */
  public TransportSupport support() {
    return support;
  }

  /** Notes a call of its transport. */
  public void note(String what) {
    script.log.add(script.name + "." + what);
  }

  @Override
  public AddressTypes addressTypes() {
    note("addressTypes");
    return script.types;
  }

  @Override
  public Set<LogonOption> options() {
    return script.options;
  }

  @Override
  public void flushQueues(Set<FlushFlag> flags) throws MapiException {
    note("flushQueues" + new TreeSet<>(flags));
    if (flags.contains(FlushFlag.UPLOAD) || flags.contains(FlushFlag.DOWNLOAD)) {
      acquire();
    }
    script.onFlush.run(this, flags);
  }

  /** What an earlier turn may have left behind is not relied on: it may have been taken back. */
  private void acquire() throws MapiException {
    release();
    if (script.resource != null) {
      lease = support.acquire(script.resource, LIMIT);
    }
  }

  /** Raises O if UPLOAD is asked, I if only DOWNLOAD is; the other comes in step 9. */
  public void raiseAsAsked(Set<FlushFlag> flags) {
    boolean upload = flags.contains(FlushFlag.UPLOAD);
    boolean download = flags.contains(FlushFlag.DOWNLOAD);
    downloadAsked = download;
    if (upload) {
      raise(StatusCode.OUTBOUND_FLUSH);
    } else if (download) {
      raise(StatusCode.INBOUND_FLUSH);
    }
  }

  /** Sets bits in its row. */
  public void raise(StatusCode... bits) {
    support.modifyStatusRow(StatusRowUpdate.update().raise(bits));
  }

  /** Clears bits in its row. */
  public void clear(StatusCode... bits) {
    support.modifyStatusRow(StatusRowUpdate.update().clear(bits));
  }

  @Override
  public SubmitResult submitMessage(OutboundMessage message, Set<SubmitFlag> flags) {
    note("submitMessage" + (flags.isEmpty() ? "" : flags.toString()));
    if (script.lineFault != null) {
      return new SubmitResult.NetworkError(LIMIT, script.lineFault);
    }
    Function<OutboundMessage, SubmitResult> next = script.submits.poll();
    if (next == null) {
      next = script.always != null ? script.always : this::carry;
    }
    return next.apply(message);
  }

  private SubmitResult carry(OutboundMessage message) {
    cancelled = false;
    if (!isReadWhole(message)) {
      return new SubmitResult.Cancelled();
    }
    script.arrived.incrementAndGet();
    return ScriptedTransport.deliver(message);
  }

  private boolean isReadWhole(OutboundMessage message) {
    byte[] block = new byte[8 * 1024];
    try (InputStream body = message.openBody()) {
      while (body.read(block) >= 0) {
        if (closed || cancelled || support.spoolerYield() == Yield.CANCEL_MESSAGE) {
          return false;
        }
      }
      return true;
    } catch (IOException unreadable) {
      throw new StoreException("the body cannot be read: " + unreadable, unreadable);
    }
  }

  @Override
  public EndResult endMessage(MessageRef ref) {
    note("endMessage");
    EndResult next = script.ends.poll();
    return next != null ? next : EndResult.SENT;
  }

  @Override
  public void startMessage(InboundMessage message) throws MapiException {
    note("startMessage");
    if (script.lineFault != null) {
      throw new MapiException(HResult.MAPI_E_NETWORK_ERROR, script.lineFault);
    }
    byte[] mail = script.waitingMail.peek();
    if (mail == null) {
      if (script.marksTheEnd) {
        message.save();
      }
      return;
    }
    try {
      message.body().write(mail);
    } catch (IOException notTaken) {
      throw new MapiException(HResult.MAPI_E_CALL_FAILED, "the inbox is broken", notTaken);
    }
    message.addRecipient(Recipient.to("me@example.org"));
    message.save();
    script.waitingMail.remove();
    if (!script.waitingMail.isEmpty()) {
      support.spoolerNotify(new SpoolerNotification.NewMail());
    }
  }

  @Override
  public void transportNotify(
      Set<TransportNotification> what, @Nullable NotificationTarget target) {
    note("transportNotify" + new TreeSet<>(what) + (target == null ? "" : " " + target));
    what.forEach(this::follow);
    boolean deferred = target instanceof NotificationTarget.Deferred;
    cancelled |= what.contains(TransportNotification.CANCEL_MESSAGE) && !deferred;
    endFlush(what);
    script.onNotify.accept(this, what);
  }

  private void follow(TransportNotification one) {
    switch (one) {
      case BEGIN_OUTBOUND -> raise(StatusCode.OUTBOUND_ENABLED);
      case BEGIN_INBOUND -> raise(StatusCode.INBOUND_ENABLED);
      case END_OUTBOUND -> clear(StatusCode.OUTBOUND_ENABLED);
      case END_INBOUND -> clear(StatusCode.INBOUND_ENABLED);
      case BEGIN_OUTBOUND_FLUSH -> raise(StatusCode.OUTBOUND_FLUSH);
      case BEGIN_INBOUND_FLUSH -> raise(StatusCode.INBOUND_FLUSH);
      default -> {}
    }
  }

  private void endFlush(Set<TransportNotification> what) {
    boolean outbound = what.contains(TransportNotification.END_OUTBOUND_FLUSH);
    boolean inbound = what.contains(TransportNotification.END_INBOUND_FLUSH);
    if (outbound) {
      clear(StatusCode.OUTBOUND_FLUSH);
    }
    boolean fetchNow = outbound && !inbound && downloadAsked;
    downloadAsked &= !outbound && !inbound; // once
    if (fetchNow) {
      raise(StatusCode.INBOUND_FLUSH);
    } else if (outbound || inbound) {
      clear(StatusCode.INBOUND_FLUSH);
      release();
    }
  }

  private void release() {
    ResourceLease held = lease;
    lease = null;
    if (held != null) {
      held.close();
    }
  }

  @Override
  public boolean poll() {
    note("poll");
    return !script.waitingMail.isEmpty();
  }

  @Override
  public void idle() {
    note("idle");
  }

  @Override
  public TransportStatus status() {
    return script.flushesItself() ? flushingStatus() : new TransportStatus() {};
  }

  private TransportStatus flushingStatus() {
    return new TransportStatus() {
      @Override
      public void flushQueues(Set<FlushFlag> flags) {
        note("status.flushQueues");
        if (flags.contains(FlushFlag.UPLOAD)) {
          raise(StatusCode.OUTBOUND_FLUSH);
        }
        if (flags.contains(FlushFlag.DOWNLOAD)) {
          raise(StatusCode.INBOUND_FLUSH);
        }
      }
    };
  }

  @Override
  public void close() {
    note("close");
    closed = true;
    release();
    support.modifyStatusRow(StatusRowUpdate.create());
  }
}
