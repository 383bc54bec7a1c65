package spooler.transport.modem;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * The lines of all transports of this bundle, by the name of their resource. The spooler gives a
 * line to one turn at a time; who listens for calls between the turns steps aside for it here.
 *
 * <p><b>Threads:</b> any. The map and the counts are guarded by {@code this}, which is not held
 * while a listener is told. <br>
 * <b>Failure:</b> a second listener at a line is refused.
 */
@Component(service = Lines.class)
public final class Lines {
  private final Map<String, Integer> uses = new HashMap<>(); // guarded by this
  private final Map<String, RingWatch> watches = new HashMap<>(); // guarded by this

  /**
   * Takes a line from who listens at it; returns when its device is free.
   *
   * @return gives it back; is run once
   */
  Runnable use(String resource) {
    RingWatch watch;
    synchronized (this) {
      uses.merge(resource, 1, Integer::sum);
      watch = watches.get(resource);
    }
    if (watch != null) {
      watch.stepAside();
    }
    return () -> giveBack(resource);
  }

  private void giveBack(String resource) {
    RingWatch watch;
    synchronized (this) {
      uses.merge(resource, -1, Integer::sum);
      watch = watches.get(resource);
    }
    if (watch != null) {
      watch.look();
    }
  }

  /** Whether a turn has the line. */
  synchronized boolean isInUse(String resource) {
    return uses.getOrDefault(resource, 0) > 0;
  }

  /**
   * From now on that one listens at the line between the turns.
   *
   * @throws IOException that names the key, when another one does already
   */
  synchronized void listen(String resource, RingWatch watch) throws IOException {
    @Nullable RingWatch other = watches.putIfAbsent(resource, watch);
    if (other != null) {
      throw new IOException(
          "answerRings = true: another transport answers at \"%s\" already; set it for one of them"
              .formatted(resource));
    }
  }

  /** That one listens no more. */
  synchronized void leave(String resource, RingWatch watch) {
    watches.remove(resource, watch);
  }
}
