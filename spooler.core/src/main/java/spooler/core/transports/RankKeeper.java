package spooler.core.transports;

import java.io.IOException;

/** Where rankings outlive the spooler: the configurations of the transports. Any thread. */
public interface RankKeeper {
  /**
   * Why the ranking of the service of that pid cannot be kept, for people; empty when it can.
   *
   * @param pid as its service properties have it; empty when they have none
   */
  String obstacle(String pid) throws IOException;

  /** Keeps it; the service takes it up in its own time. */
  void keep(String pid, int ranking) throws IOException;
}
