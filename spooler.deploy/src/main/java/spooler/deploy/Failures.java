package spooler.deploy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Why bundles are not as they should be, by location; logged once each. Any thread. */
final class Failures {
  private static final Logger LOG = System.getLogger("spooler.deploy");

  private final ConcurrentMap<String, String> reasons = new ConcurrentHashMap<>();

  void note(String location, String reason) {
    if (!reason.equals(reasons.put(location, reason))) {
      LOG.log(Level.ERROR, "{0}: {1}", location, reason);
    }
  }

  void forget(String location) {
    reasons.remove(location);
  }

  Optional<String> of(String location) {
    return Optional.ofNullable(reasons.get(location));
  }

  Map<String, String> all() {
    return new TreeMap<>(reasons);
  }

  /** What a failure says, down to its root: frameworks wrap what an activator threw. */
  static String reason(@Nullable Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String said = one.getMessage() == null ? one.getClass().getName() : one.getMessage();
      if (text.indexOf(said) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(said);
      }
    }
    return text.toString().replaceAll("\\s+", " ").strip();
  }
}
