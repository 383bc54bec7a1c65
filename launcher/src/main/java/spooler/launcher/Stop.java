package spooler.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The command {@code stop}: asks the spooler of a home to end, as SIGTERM does, and waits until it
 * has. A flush under way is ended properly: the message in hand finishes or goes back.
 */
final class Stop {
  /** More than the spooler itself allows its bundles. */
  private static final Duration LIMIT = SpoolerFramework.STOP_LIMIT.plusSeconds(15);

  private final Home home;

  Stop(Home home) {
    this.home = home;
  }

  /** Returns the exit code: 0 when no spooler runs on this home any more. */
  int go(List<String> arguments) throws UsageException, IOException, InterruptedException {
    UsageException.none("stop", arguments);
    home.prepare();
    Optional<Long> owner = HomeLock.owner(home);
    if (owner.isEmpty()) {
      System.out.printf("spooler: none runs on %s%n", home.root());
      return 0;
    }
    long pid = owner.get();
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      end(process.get());
    }
    System.out.printf("spooler: process %d has stopped%n", pid);
    return 0;
  }

  private static void end(ProcessHandle process) throws IOException, InterruptedException {
    if (!process.destroy()) {
      throw new IOException(
          "process %d cannot be told to stop: do it as the user it runs as, or as root"
              .formatted(process.pid()));
    }
    try {
      process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      throw new IOException(
          "process %d has not ended within %d s: \"kill -9 %d\" ends it, nothing accepted is lost"
              .formatted(process.pid(), LIMIT.toSeconds(), process.pid()),
          slow);
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }
}
