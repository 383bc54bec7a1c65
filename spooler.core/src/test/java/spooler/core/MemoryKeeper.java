package spooler.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import spooler.api.Pause;
import spooler.core.transports.PauseKeeper;
import spooler.core.transports.RankKeeper;

/** Keeps what operators order as long as the test runs, beyond the end of a spooler. */
final class MemoryKeeper implements PauseKeeper, RankKeeper {
  final Map<String, Pause> pauses = new ConcurrentHashMap<>();
  final Map<String, Integer> rankings = new ConcurrentHashMap<>();

  @Override
  public Map<String, Pause> load() {
    return Map.copyOf(pauses);
  }

  @Override
  public void keep(String transport, Pause pause) {
    pauses.put(transport, pause);
  }

  @Override
  public void forget(String transport) {
    pauses.remove(transport);
  }

  @Override
  public String obstacle(String pid) {
    return pid.isEmpty() ? "it has no configuration" : "";
  }

  @Override
  public void keep(String pid, int ranking) {
    rankings.put(pid, ranking);
  }
}
