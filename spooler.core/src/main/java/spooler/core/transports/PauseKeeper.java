package spooler.core.transports;

import java.io.IOException;
import java.util.Map;
import spooler.api.Pause;

/** Where pauses outlive the spooler. Any thread. */
public interface PauseKeeper {
  /** All that are kept, by name of the transport. */
  Map<String, Pause> load() throws IOException;

  /** Keeps one, in place of another of that transport. */
  void keep(String transport, Pause pause) throws IOException;

  /** Keeps none of that transport any more. */
  void forget(String transport) throws IOException;
}
