package spooler.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import spooler.api.Pause;
import spooler.core.Keepers;
import spooler.core.SpoolerCore;
import spooler.core.transports.Description;
import spooler.core.transports.PauseKeeper;
import spooler.core.transports.RankKeeper;

/** Keeps what operators order, and has rankings taken up, as a Configuration Admin does. */
final class OrderKeeper implements PauseKeeper, RankKeeper {
  private static final String PID = "service.pid";

  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Object>> services = new ConcurrentHashMap<>();
  private volatile @Nullable SpoolerCore core;

  Keepers keepers() {
    return new Keepers(this, this);
  }

  /** Whom to tell of new rankings. */
  void tell(SpoolerCore told) {
    core = told;
  }

  /** A transport has come; with a pid among its properties it has a configuration. */
  void know(Map<String, Object> properties) {
    services.put(String.valueOf(properties.get(PID)), new HashMap<>(properties));
  }

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
    Map<String, Object> properties = Objects.requireNonNull(services.get(pid), pid);
    properties.put("service.ranking", ranking);
    Objects.requireNonNull(core, "core").update(Description.of(properties, "test"));
  }
}
