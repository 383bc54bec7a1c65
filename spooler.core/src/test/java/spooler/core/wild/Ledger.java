package spooler.core.wild;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What really happened, as the far side and the client saw it: the spooler's own word counts for
 * nothing here. Thread-safe.
 */
final class Ledger {
  private final Map<String, AtomicInteger> delivered = new ConcurrentHashMap<>();
  private final Set<Integer> cancelled = ConcurrentHashMap.newKeySet();
  private final Set<Integer> held = ConcurrentHashMap.newKeySet();
  private final Map<String, String> holders = new ConcurrentHashMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  /** The far side took a copy. */
  void delivered(int message, String recipient) {
    delivered.computeIfAbsent(recipient, one -> new AtomicInteger()).incrementAndGet();
    submitted(message);
  }

  /** A transport was given a message. */
  void submitted(int message) {
    if (cancelled.contains(message)) {
      violation("message %d was submitted after its cancel".formatted(message));
    }
    if (held.contains(message)) {
      violation("message %d was submitted while it was held".formatted(message));
    }
  }

  int deliveries(String recipient) {
    AtomicInteger count = delivered.get(recipient);
    return count == null ? 0 : count.get();
  }

  void cancelled(int message) {
    cancelled.add(message);
  }

  boolean isCancelled(int message) {
    return cancelled.contains(message);
  }

  void held(int message) {
    held.add(message);
  }

  /** Called before the client releases it. */
  void releasing(int message) {
    held.remove(message);
  }

  Set<Integer> held() {
    return Set.copyOf(held);
  }

  /** A transport was granted the resource. */
  void granted(String resource, String transport) {
    String other = holders.putIfAbsent(resource, transport);
    if (other != null) {
      violation("%s was granted to %s while %s had it".formatted(resource, transport, other));
    }
  }

  /** A transport is about to give it back. */
  void releasing(String resource) {
    holders.remove(resource);
  }

  /** FlushQueues of a transport is entered (R43). */
  void turnBegins(String resource, String transport) {
    String other = holders.get(resource);
    if (other != null) {
      violation(
          "%s had %s when FlushQueues of %s was entered".formatted(other, resource, transport));
    }
  }

  void violation(String what) {
    violations.add(what);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }
}
