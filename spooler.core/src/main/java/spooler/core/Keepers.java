package spooler.core;

import java.io.IOException;
import java.util.Map;
import spooler.api.Pause;
import spooler.core.transports.PauseKeeper;
import spooler.core.transports.RankKeeper;

/** Where what operators order outlives the spooler. */
public record Keepers(PauseKeeper pauses, RankKeeper ranks) {
  private static final String NOWHERE =
      "there is nowhere to keep it: install a Configuration Admin service";

  /** Nowhere: what is ordered is refused. */
  public static Keepers none() {
    Nowhere nowhere = new Nowhere();
    return new Keepers(nowhere, nowhere);
  }

  private static final class Nowhere implements PauseKeeper, RankKeeper {
    @Override
    public Map<String, Pause> load() {
      return Map.of();
    }

    @Override
    public void keep(String transport, Pause pause) throws IOException {
      throw new IOException(NOWHERE);
    }

    @Override
    public void forget(String transport) throws IOException {
      throw new IOException(NOWHERE);
    }

    @Override
    public String obstacle(String pid) {
      return NOWHERE;
    }

    @Override
    public void keep(String pid, int ranking) throws IOException {
      throw new IOException(NOWHERE);
    }
  }
}
