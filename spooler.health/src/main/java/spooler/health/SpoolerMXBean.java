package spooler.health;

import java.util.Map;

/** The spooler in JMX: {@code spooler:type=Spooler}. Numbers are those of the status table. */
public interface SpoolerMXBean {
  /** Whether the spooler runs. */
  boolean isRunning();

  /** Messages that wait; -1 while it does not run. */
  long getWaiting();

  /** What the status table says of each transport, by its name. */
  Map<String, String> getTransports();

  /** How many transports cannot work. */
  int getFailing();

  /** The findings of {@code doctor} that ask for something to be done, one line each; runs it. */
  String[] examine() throws InterruptedException;
}
