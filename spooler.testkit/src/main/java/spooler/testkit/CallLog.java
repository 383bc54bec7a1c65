package spooler.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was called, in order, across the transports that share it. Thread-safe. */
public final class CallLog {
  private final List<String> calls = new CopyOnWriteArrayList<>();

  /** Notes a call. */
  public void add(String call) {
    calls.add(call);
  }

  /** All of them, such as {@code smtp.submitMessage}. */
  public List<String> all() {
    return List.copyOf(calls);
  }

  /** Those whose text begins so. */
  public List<String> of(String prefix) {
    return calls.stream().filter(call -> call.startsWith(prefix)).toList();
  }

  /** Forgets them. */
  public void clear() {
    calls.clear();
  }
}
