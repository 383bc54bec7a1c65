package spooler.store.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.FinishedMessage;
import spooler.api.store.SpoolStore;
import spooler.api.store.StoredMessage;

/**
 * What a store has promised so far, and what it may have done without having promised it. For every
 * message this is the set of states it may be found in.
 */
final class Promises {
  private final Map<MessageId, Message> messages = new HashMap<>();
  private final List<List<Draft>> unanswered = new ArrayList<>();

  /** By the name of a draft that was to take its place: which message. */
  private final Map<String, MessageId> replaced = new HashMap<>();

  /** How messages may have ended of which the history has not told yet. */
  private final Map<MessageId, Set<List<Fate>>> ended = new HashMap<>();

  /** How messages ended, as the history told first. */
  private final Map<MessageId, FinishedMessage> endings = new HashMap<>();

  private boolean forgetful;

  /** From now on history may be missing, for its files fail. */
  void mayForget() {
    forgetful = true;
  }

  /**
   * A message that was handed over; its recipients' addresses begin with its name. The body is in
   * ISO 8859-1.
   */
  record Draft(String name, String body, List<Channel> channels) {
    List<Fate> fates() {
      return channels.stream()
          .map(channel -> new Fate(RecipientState.WAITING, channel, 0, ""))
          .toList();
    }
  }

  /** Where one recipient is. */
  record Fate(RecipientState state, Channel channel, int attempts, String reason) {
    static List<Fate> of(StoredMessage stored) {
      return stored.deliveries().stream()
          .map(d -> new Fate(d.state(), d.channel(), d.attempts(), d.reason()))
          .toList();
    }
  }

  private static final class Message {
    final String body;
    Set<List<Fate>> possible;

    Message(Draft draft) {
      this.body = draft.body();
      this.possible = Set.of(draft.fates());
    }
  }

  Set<MessageId> ids() {
    return messages.keySet();
  }

  void handedOver(List<Draft> batch) {
    unanswered.add(batch);
  }

  void accepted(List<MessageId> ids, List<Draft> batch) {
    unanswered.remove(batch);
    for (int i = 0; i < batch.size(); i++) {
      messages.put(ids.get(i), new Message(batch.get(i)));
    }
  }

  /**
   * A draft was handed over that takes the place of a message, both or neither; the change gives
   * its name as reason.
   */
  void replacing(MessageId id, Draft draft, UnaryOperator<List<Fate>> change) {
    handedOver(List.of(draft));
    replaced.put(draft.name(), id);
    asked(id, change);
  }

  /** A replacement was promised. */
  void replaced(MessageId id, MessageId by, Draft draft, UnaryOperator<List<Fate>> change) {
    accepted(List.of(by), List.of(draft));
    replaced.remove(draft.name());
    promised(id, change);
  }

  /** A change was asked for: it may or may not be made. */
  void asked(MessageId id, UnaryOperator<List<Fate>> change) {
    Message message = message(id);
    Set<List<Fate>> both = new HashSet<>(message.possible);
    message.possible.forEach(fates -> both.add(change.apply(fates)));
    message.possible = both;
  }

  /** A change was promised. */
  void promised(MessageId id, UnaryOperator<List<Fate>> change) {
    Message message = message(id);
    message.possible = message.possible.stream().map(change).collect(Collectors.toSet());
  }

  private Message message(MessageId id) {
    return Optional.ofNullable(messages.get(id)).orElseThrow();
  }

  /**
   * Fails if the store does not hold what it promised; afterwards what it holds is promised.
   *
   * @param wholeHistory whether it had a disk to write its history to
   */
  void check(SpoolStore store, boolean wholeHistory) {
    Map<MessageId, StoredMessage> found = new HashMap<>();
    store.list(null, Integer.MAX_VALUE).forEach(stored -> found.put(stored.id(), stored));
    assertEquals(found.size(), store.size());
    keepPairs(found);
    for (MessageId id : Set.copyOf(messages.keySet())) {
      StoredMessage stored = found.remove(id);
      if (stored == null) {
        mayBeGone(id);
      } else {
        mayBe(stored, store);
      }
    }
    adopt(found, store);
    keepHistory(store, wholeHistory && !forgetful);
  }

  /** A message can be in no state that does not go with the draft that was to take its place. */
  private void keepPairs(Map<MessageId, StoredMessage> found) {
    Set<String> names = found.values().stream().map(Promises::nameOf).collect(Collectors.toSet());
    replaced.forEach(
        (draft, id) -> {
          Message message = message(id);
          message.possible =
              message.possible.stream()
                  .filter(fates -> names.contains(draft) == tells(fates, draft))
                  .collect(Collectors.toSet());
        });
    replaced.clear();
  }

  private static boolean tells(List<Fate> fates, String reason) {
    return fates.stream().anyMatch(fate -> fate.reason().equals(reason));
  }

  private void mayBeGone(MessageId id) {
    Set<List<Fate>> ends =
        message(id).possible.stream().filter(Promises::isFinished).collect(Collectors.toSet());
    assertTrue(
        !ends.isEmpty(),
        () -> "lost: message %s, which may be in %s".formatted(id, message(id).possible));
    ended.put(id, ends);
    messages.remove(id);
  }

  /** It tells of every message once, and never something else than before. */
  private void keepHistory(SpoolStore store, boolean whole) {
    Map<MessageId, FinishedMessage> told = history(store);
    for (MessageId id : Set.copyOf(ended.keySet())) {
      FinishedMessage end = told.get(id);
      if (end != null) {
        assertTrue(
            Optional.ofNullable(ended.remove(id)).orElseThrow().contains(Fate.of(end.message())),
            end::toString);
        assertEquals(Optional.of(end), store.finished(id));
        endings.put(id, end);
      }
    }
    if (whole) {
      assertEquals(Map.of(), ended, "of these there is no history");
      assertEquals(endings, told);
    } else {
      told.forEach((id, end) -> assertEquals(endings.get(id), end));
    }
  }

  private static Map<MessageId, FinishedMessage> history(SpoolStore store) {
    Map<MessageId, FinishedMessage> told = new HashMap<>();
    long before = FinishedMessage.NEWEST;
    for (List<FinishedMessage> page = store.history(before, 7);
        !page.isEmpty();
        page = store.history(before, 7)) {
      for (FinishedMessage end : page) {
        assertTrue(end.number() < before, "out of order");
        before = end.number();
        assertNull(told.put(end.message().id(), end), () -> "twice: " + end);
      }
    }
    return told;
  }

  private void mayBe(StoredMessage stored, SpoolStore store) {
    Message message = message(stored.id());
    List<Fate> fates = Fate.of(stored);
    assertTrue(
        message.possible.contains(fates) && !isFinished(fates),
        () -> "message %s is %s, not in %s".formatted(stored.id(), fates, message.possible));
    message.possible = Set.of(fates);
    assertBody(message.body, stored, store);
  }

  private static boolean isFinished(List<Fate> fates) {
    return fates.stream().allMatch(fate -> fate.state().isFinal());
  }

  /** What was handed over without an answer is there with its whole batch, or not at all. */
  private void adopt(Map<MessageId, StoredMessage> found, SpoolStore store) {
    Map<String, StoredMessage> byName = new HashMap<>();
    found.values().forEach(stored -> byName.put(nameOf(stored), stored));
    for (List<Draft> batch : unanswered) {
      List<Draft> there = batch.stream().filter(draft -> byName.containsKey(draft.name())).toList();
      assertTrue(there.isEmpty() || there.equals(batch), () -> "half of a batch: " + there);
      for (Draft draft : there) {
        StoredMessage stored = Optional.ofNullable(byName.remove(draft.name())).orElseThrow();
        messages.put(stored.id(), new Message(draft));
        mayBe(stored, store);
      }
    }
    unanswered.clear();
    assertEquals(Map.of(), byName, "came back, or was never handed over");
  }

  private static String nameOf(StoredMessage stored) {
    String address = stored.envelope().recipients().get(0).address().value();
    return address.substring(0, address.indexOf('@'));
  }

  private static void assertBody(String body, StoredMessage stored, SpoolStore store) {
    assertEquals(body.length(), stored.size());
    try (InputStream in = store.openBody(stored.id())) {
      assertEquals(body, new String(in.readAllBytes(), ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
