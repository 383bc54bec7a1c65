package spooler.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spooler.api.Recipient;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.SubmitFlag;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.MessageRef;
import spooler.api.transport.NotificationTarget;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;

/** A transport that writes down who called it, and sends on demand only. */
final class RecordingTransport implements TransportProvider {
  /** What was called, in order. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** Bodies that were sent. */
  final List<byte[]> sent = new CopyOnWriteArrayList<>();

  /** What the user answered; empty where there was no user. */
  final List<Optional<String>> answers = new CopyOnWriteArrayList<>();

  private final Map<String, Object> more = new HashMap<>();
  private final Queue<String> mail = new ArrayDeque<>();
  private final String name;
  private final boolean flushesItself;
  private volatile @Nullable String down;
  private volatile Runnable whileSending = () -> {};
  private volatile Consumer<TransportSupport> before = support -> {};

  RecordingTransport(String name, boolean flushesItself) {
    this.name = name;
    this.flushesItself = flushesItself;
  }

  /** From now on the line is dead for this reason. */
  RecordingTransport down(String reason) {
    down = reason;
    return this;
  }

  /** The line works again. */
  void up() {
    down = null;
  }

  /** Done in the middle of each message. */
  RecordingTransport whileSending(Runnable task) {
    whileSending = task;
    return this;
  }

  /** Asks the user before each message. */
  RecordingTransport asking(String question, boolean secret) {
    before = support -> answers.add(support.user().ask(question, secret));
    return this;
  }

  /** Takes that resource for each message. */
  RecordingTransport using(String resource) {
    before = support -> take(support, resource);
    return with(TransportProvider.RESOURCE, resource);
  }

  private static void take(TransportSupport support, String resource) {
    try {
      support.acquire(resource, Duration.ofMinutes(1));
    } catch (ResourceBusyException busy) {
      throw new IllegalStateException(busy);
    }
  }

  /** Says this of itself, too. */
  RecordingTransport with(String property, Object value) {
    more.put(property, value);
    return this;
  }

  /** Holds the message in hand until the spooler says stop. */
  RecordingTransport sendingUntilStopped() {
    before =
        support -> {
          while (support.spoolerYield() == Yield.CONTINUE) {
            whileSending.run();
          }
        };
    return this;
  }

  /** This waits on the far side. */
  RecordingTransport holding(String body) {
    mail.add(body);
    return this;
  }

  Map<String, Object> properties(long serviceId) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("service.id", serviceId);
    properties.put(TransportProvider.NAME, name);
    properties.put(TransportProvider.ADDRESS_TYPES, "SMTP");
    properties.put(TransportProvider.METHODS, flushesItself ? "FLUSH_QUEUES" : "");
    properties.put(TransportProvider.ON_DEMAND, true);
    properties.putAll(more);
    return properties;
  }

  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) {
    support.modifyStatusRow(
        StatusRowUpdate.create().raise(StatusCode.AVAILABLE).text("relay of the test"));
    return new Lane(support);
  }

  private void raise(TransportSupport support, Set<FlushFlag> flags) {
    StatusRowUpdate update = StatusRowUpdate.update();
    if (flags.contains(FlushFlag.UPLOAD)) {
      update = update.raise(StatusCode.OUTBOUND_FLUSH);
    }
    if (flags.contains(FlushFlag.DOWNLOAD)) {
      update = update.raise(StatusCode.INBOUND_FLUSH);
    }
    support.modifyStatusRow(update);
  }

  private final class Lane implements TransportLogon {
    private final TransportSupport support;

    Lane(TransportSupport support) {
      this.support = support;
    }

    @Override
    public AddressTypes addressTypes() {
      return AddressTypes.of("SMTP");
    }

    @Override
    public SubmitResult submitMessage(OutboundMessage message, Set<SubmitFlag> flags) {
      String reason = down;
      if (reason != null) {
        support.modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.OUTBOUND_FLUSH));
        return new SubmitResult.NetworkError(Duration.ofMinutes(1), reason);
      }
      calls.add("submit");
      before.accept(support);
      if (support.spoolerYield() == Yield.CANCEL_MESSAGE) {
        return new SubmitResult.Cancelled();
      }
      whileSending.run();
      try (var body = message.openBody()) {
        sent.add(body.readAllBytes());
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
      message
          .recipients()
          .forEach(one -> message.settle(one, new RecipientOutcome.Delivered("250 ok")));
      return SubmitResult.OK;
    }

    @Override
    public EndResult endMessage(MessageRef ref) {
      return EndResult.SENT;
    }

    @Override
    public void startMessage(InboundMessage message) throws MapiException {
      String body = mail.poll();
      if (body == null) {
        return;
      }
      try (OutputStream out = message.body()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
      message.addRecipient(Recipient.to("bob@example.org"));
      message.save();
    }

    @Override
    public void flushQueues(Set<FlushFlag> flags) {
      calls.add("logon flushQueues " + new TreeSet<>(flags));
      raise(support, flags);
    }

    @Override
    public void transportNotify(
        Set<TransportNotification> what, @Nullable NotificationTarget target) {
      StatusRowUpdate update = StatusRowUpdate.update();
      if (what.contains(TransportNotification.END_OUTBOUND_FLUSH)) {
        update = update.clear(StatusCode.OUTBOUND_FLUSH);
      }
      if (what.contains(TransportNotification.END_INBOUND_FLUSH)) {
        update = update.clear(StatusCode.INBOUND_FLUSH);
      }
      support.modifyStatusRow(update);
    }

    @Override
    public TransportStatus status() {
      return new TransportStatus() {
        @Override
        public void flushQueues(Set<FlushFlag> flags) {
          calls.add("own flushQueues " + new TreeSet<>(flags));
          raise(support, flags);
        }
      };
    }

    @Override
    public void close() {}
  }
}
