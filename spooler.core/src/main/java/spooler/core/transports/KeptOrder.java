package spooler.core.transports;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/**
 * Puts the profile in an order that outlives the spooler, by writing new rankings into the
 * transports' configurations.
 *
 * <p><b>Threads:</b> any; one change at a time, under this object's monitor. <br>
 * <b>Failure:</b> what cannot be kept is found out before the first ranking is written.
 */
public final class KeptOrder {
  private static final Logger LOG = System.getLogger("spooler.core");

  /** Rankings are this far apart, so that a later transport can be put between two by hand. */
  private static final int STEP = 10;

  private final Registry registry;
  private final RankKeeper keeper;
  private final Duration limit;

  /**
   * Over these transports.
   *
   * @param limit how long they may take to take their rankings up
   */
  public KeptOrder(Registry registry, RankKeeper keeper, Duration limit) {
    this.registry = registry;
    this.keeper = keeper;
    this.limit = limit;
  }

  /** Sets it, and returns when the profile is in that order. */
  public synchronized void set(List<String> names) throws MapiException {
    List<Transport> wanted = wanted(names);
    List<Map.Entry<String, Integer>> rankings = new ArrayList<>();
    try {
      for (Transport transport : wanted) {
        refuseObstacle(transport);
      }
      for (int i = 0; i < wanted.size(); i++) {
        int ranking = STEP * (wanted.size() - i);
        keep(wanted.get(i), ranking);
        rankings.add(Map.entry(wanted.get(i).name(), ranking));
      }
    } catch (IOException failed) {
      throw new MapiException(
          HResult.MAPI_E_CALL_FAILED, "the order was not kept: " + failed.getMessage(), failed);
    }
    await(rankings);
  }

  private List<Transport> wanted(List<String> names) throws MapiException {
    List<Transport> present = inUse();
    List<Transport> wanted = new ArrayList<>();
    for (String name : names) {
      wanted.add(named(name, present));
    }
    if (Set.copyOf(wanted).size() < wanted.size()) {
      throw new MapiException(
          HResult.MAPI_E_INVALID_PARAMETER, "a transport is named twice: name each of them once");
    }
    Set<Transport> all = new LinkedHashSet<>(wanted);
    present.stream().filter(one -> !standsLast(one.description())).forEach(all::add);
    return refuseLast(List.copyOf(all));
  }

  /** What stands there for a version or a file that does not work is last without a ranking. */
  private static boolean standsLast(Description one) {
    return one.preferLast() && one.pid().isEmpty();
  }

  /** Of two with one name, the earlier; both have one configuration. */
  private List<Transport> inUse() {
    Set<String> names = new LinkedHashSet<>();
    return registry.all().stream().filter(one -> names.add(one.name())).toList();
  }

  private static Transport named(String name, List<Transport> present) throws MapiException {
    Optional<Transport> found = present.stream().filter(one -> one.name().equals(name)).findFirst();
    return found.orElseThrow(
        () ->
            new MapiException(
                HResult.MAPI_E_NOT_FOUND,
                "no transport is named %s; there are %s".formatted(name, present)));
  }

  /** One that prefers to be last is, whatever its ranking (R77). */
  private static List<Transport> refuseLast(List<Transport> wanted) throws MapiException {
    for (int i = 1; i < wanted.size(); i++) {
      Description before = wanted.get(i - 1).description();
      if (before.preferLast() && !wanted.get(i).description().preferLast()) {
        throw new MapiException(
            HResult.MAPI_E_NO_SUPPORT,
            "%s prefers to be last: name it behind %s, or take that out of its configuration"
                .formatted(before.name(), wanted.get(i)));
      }
    }
    return wanted;
  }

  private void refuseObstacle(Transport transport) throws IOException, MapiException {
    String obstacle = keeper.obstacle(transport.description().pid());
    if (!obstacle.isEmpty()) {
      throw new MapiException(
          HResult.MAPI_E_NO_SUPPORT,
          "the ranking of %s cannot be kept: %s".formatted(transport, obstacle));
    }
  }

  private void keep(Transport transport, int ranking) throws IOException {
    Description now = transport.description();
    if (now.ranking() != ranking) {
      keeper.keep(now.pid(), ranking);
      LOG.log(Level.INFO, "transport {0} gets ranking {1}", now.name(), Integer.toString(ranking));
    }
  }

  private void await(List<Map.Entry<String, Integer>> rankings) throws MapiException {
    try {
      if (!registry.awaitRankings(rankings, limit)) {
        throw new MapiException(
            HResult.MAPI_E_CALL_FAILED,
            "the rankings are kept, but the profile was not in that order within %d s"
                .formatted(limit.toSeconds()));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new MapiException(HResult.MAPI_E_USER_CANCEL, "interrupted", stop);
    }
  }
}
