package spooler.launcher.channel;

import java.util.concurrent.TimeoutException;
import spooler.api.command.Commands;

/** Where the commands are found, anew for each: their bundle may be another one by now. */
@FunctionalInterface
public interface CommandSource {
  /**
   * The commands that are there now; waits for them while the spooler starts.
   *
   * @throws TimeoutException when they do not come; the message says what is missing
   */
  Commands get() throws InterruptedException, TimeoutException;
}
