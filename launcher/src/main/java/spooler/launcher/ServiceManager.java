package spooler.launcher;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * Tells systemd that the spooler is ready, where systemd has started it (sd_notify(3), {@code
 * NOTIFY_SOCKET}). Its own program does it: Java has no datagrams over Unix-domain sockets.
 */
final class ServiceManager {
  private static final Logger LOG = System.getLogger("spooler.launcher");
  private static final long LIMIT_SECONDS = 5;

  private ServiceManager() {}

  /** Says so, if anybody waits for it; what goes wrong is logged, and the spooler runs on. */
  static void ready() throws InterruptedException {
    if (System.getenv("NOTIFY_SOCKET") == null) {
      return;
    }
    try {
      Process notify =
          new ProcessBuilder("systemd-notify", "--ready")
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (!notify.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || notify.exitValue() != 0) {
        LOG.log(Level.WARNING, "systemd could not be told that the spooler is ready");
      }
    } catch (IOException missing) {
      LOG.log(Level.WARNING, "systemd waits for systemd-notify, which is not installed", missing);
    }
  }
}
