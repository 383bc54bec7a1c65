package spooler.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Raises what is logged of one part, for a while: the level it had before comes back by itself.
 *
 * <p><b>Threads:</b> any; a daemon puts levels back.
 */
@Component(service = LogLevels.class)
public final class LogLevels {
  private final Map<String, Raised> raised = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "spooler log levels");
            thread.setDaemon(true);
            return thread;
          });

  /** A level that was set: the logger, held so that it is not collected, and how it was. */
  private record Raised(Logger logger, Optional<Level> before, ScheduledFuture<?> end) {}

  /** Logs everything at {@code level} and above of a part, until the span is over. */
  synchronized void raise(String part, Level level, Duration span) {
    restore(part);
    Logger logger = Logger.getLogger(part);
    Optional<Level> before = Optional.ofNullable(logger.getLevel());
    logger.setLevel(level);
    raised.put(
        part,
        new Raised(
            logger,
            before,
            clock.schedule(() -> restore(part), span.toMillis(), TimeUnit.MILLISECONDS)));
  }

  /** Puts it back; whether it was raised. */
  synchronized boolean restore(String part) {
    Raised was = raised.remove(part);
    if (was == null) {
      return false;
    }
    was.end().cancel(false);
    was.logger().setLevel(was.before().orElse(null));
    return true;
  }

  /** What is raised now, one line each. */
  List<String> raised() {
    return raised.entrySet().stream()
        .map(one -> describe(one.getKey(), one.getValue()))
        .sorted()
        .toList();
  }

  private static String describe(String part, Raised raised) {
    return "%s is logged at %s for %d s more"
        .formatted(part, raised.logger().getLevel(), raised.end().getDelay(TimeUnit.SECONDS));
  }

  /** How much is logged of a part now. */
  static Level of(String part) {
    @Nullable Logger logger = Logger.getLogger(part);
    while (logger != null) {
      Level level = logger.getLevel();
      if (level != null) {
        return level;
      }
      logger = logger.getParent();
    }
    return Level.INFO;
  }

  /** Puts everything back. */
  @Deactivate
  void close() {
    raised.keySet().forEach(this::restore);
    clock.shutdownNow();
  }
}
