package spooler.transport.lan;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import spooler.api.HistoryEntry;
import spooler.api.HistoryView;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.QueueView;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Submission;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/** A session that takes messages and keeps them, unless it is told to be full. */
final class TakingSession implements QueueView {
  private static final HistoryView NOTHING_HAS_LEFT =
      new HistoryView() {
        @Override
        public List<HistoryEntry> list(long before, int max) {
          return List.of();
        }

        @Override
        public Optional<HistoryEntry> find(MessageId id) {
          return Optional.empty();
        }
      };

  final List<Taken> taken = new CopyOnWriteArrayList<>();
  volatile boolean full;

  /** A message, as it was handed over. */
  record Taken(SpoolMessage message, String body, Instant accepted) {}

  /** The session, as far as it is used here. */
  Session session() {
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "submit" -> submit((SpoolMessage) arguments[0]);
                  case "queue" -> this;
                  case "history" -> NOTHING_HAS_LEFT;
                  default -> throw new InvocationTargetException(null, method.getName());
                });
  }

  private Submission submit(SpoolMessage message) throws MapiException, IOException {
    if (full) {
      throw new MapiException(HResult.MAPI_E_NOT_ENOUGH_DISK, "the queue is full");
    }
    try (InputStream in = message.body().open()) {
      String body = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      taken.add(new Taken(message, body, Instant.now()));
      return new Submission(new MessageId(taken.size()), Instant.now(), body.length());
    }
  }

  List<String> bodies() {
    return taken.stream().map(Taken::body).toList();
  }

  @Override
  public List<QueueEntry> list(@Nullable MessageId after, int max) {
    List<QueueEntry> page = new ArrayList<>();
    for (int i = after == null ? 0 : (int) after.value(); i < taken.size(); i++) {
      Taken one = taken.get(i);
      page.add(
          new QueueEntry(
              new MessageId(i + 1L),
              one.message().envelope(),
              one.accepted(),
              one.body().length(),
              List.of()));
    }
    return page;
  }

  @Override
  public Optional<QueueEntry> find(MessageId id) {
    return Optional.empty();
  }

  @Override
  public long size() {
    return taken.size();
  }
}
