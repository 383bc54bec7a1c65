package spooler.core.transports;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Brings a logon the notifications that may overlap with its data calls (R85): in order, on a
 * thread of their own, which is there only while there are some. A transport that hangs in one gets
 * no other; those beyond the first {@value #MOST} are dropped.
 */
final class Notifier {
  private static final Logger LOG = System.getLogger("spooler.core");
  private static final int MOST = 1_000;

  private final String lane;
  private final ThreadPoolExecutor executor;

  Notifier(String lane) {
    this.lane = lane;
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST),
            this::thread,
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "spooler notify " + lane);
    thread.setDaemon(true);
    return thread;
  }

  void bring(Runnable notification) {
    executor.execute(
        () -> {
          try {
            notification.run();
          } catch (Throwable defect) {
            LOG.log(Level.WARNING, lane + " failed in a notification", defect);
          }
        });
  }

  /** Ends it after what was brought. */
  void end() {
    executor.shutdown();
  }
}
