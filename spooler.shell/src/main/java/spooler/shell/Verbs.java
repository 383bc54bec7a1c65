package spooler.shell;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Spooler;
import spooler.api.command.Verb;

/**
 * The commands that are there now.
 *
 * <p><b>Threads:</b> any; its own monitor, held for looks and waits only, never while a command or
 * the framework is called.
 */
@Component(service = Verbs.class)
public final class Verbs {
  /** Long enough for a bundle that is being updated to come back. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final TreeMap<Rank, Verb> services = new TreeMap<>(); // guarded by this
  private boolean up; // guarded by this
  private final List<Verb> ofShell =
      List.of(new HelpVerb(this::all), new CompletionVerb(this::all));

  /** The order of services: a higher ranking wins, then the one that was there before. */
  private record Rank(int ranking, long service) implements Comparable<Rank> {
    static Rank of(Map<String, Object> properties) {
      int ranking = properties.get("service.ranking") instanceof Integer number ? number : 0;
      long service = properties.get("service.id") instanceof Long number ? number : 0;
      return new Rank(ranking, service);
    }

    @Override
    public int compareTo(Rank other) {
      int byRanking = Integer.compare(ranking, other.ranking);
      return byRanking != 0 ? byRanking : Long.compare(other.service, service);
    }
  }

  /** A command has come. */
  @Reference(name = "verb", cardinality = MULTIPLE, policy = DYNAMIC)
  synchronized void bindVerb(Verb verb, Map<String, Object> properties) {
    services.put(Rank.of(properties), verb);
    notifyAll();
  }

  /** A command has gone. */
  synchronized void unbindVerb(Verb verb, Map<String, Object> properties) {
    services.remove(Rank.of(properties));
  }

  /** The spooler has come: most commands are there only while it is. */
  @Reference(name = "spooler", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
  synchronized void bindSpooler(Spooler spooler) {
    up = true;
    notifyAll();
  }

  /** The spooler has gone. */
  synchronized void unbindSpooler(Spooler spooler) {
    up = false;
  }

  /** Those that speak of the others. */
  List<Verb> ofShell() {
    return ofShell;
  }

  /** Those there are, by their names; of several with one name the one ranked highest. */
  synchronized List<Verb> all() {
    TreeMap<String, Verb> byName = new TreeMap<>();
    ofShell.forEach(verb -> byName.put(verb.name(), verb));
    services.values().forEach(verb -> byName.put(verb.name(), verb)); // in ascending order
    return new ArrayList<>(byName.values());
  }

  /** The one of that name; empty when there is none. */
  Optional<Verb> find(String name) {
    return all().stream().filter(verb -> verb.name().equals(name)).findFirst();
  }

  /** The one of that name; while the spooler is not up, it is waited for. */
  Optional<Verb> await(String name) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    @Nullable Verb found = find(name).orElse(null);
    synchronized (this) {
      while (found == null && !up && deadline > System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, deadline - System.nanoTime()));
        found = find(name).orElse(null);
      }
    }
    return Optional.ofNullable(found);
  }

  /** Whether the spooler is there. */
  synchronized boolean isUp() {
    return up;
  }
}
