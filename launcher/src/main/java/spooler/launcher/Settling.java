package spooler.launcher;

import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;

/**
 * Waits until a framework has come to rest. Configurations are applied by threads of their own, so
 * that everything is started does not mean that everything is there.
 *
 * <p><b>Threads:</b> one waits; the framework's report.
 */
final class Settling implements BundleListener, ServiceListener {
  private static final Duration QUIET = Duration.ofMillis(250);

  private long lastChange = System.nanoTime();

  private Settling() {}

  /**
   * Returns once no bundle and no service has come or gone for a quarter of a second.
   *
   * @return false when the limit came first
   */
  static boolean await(BundleContext context, Duration limit) throws InterruptedException {
    Settling settling = new Settling();
    context.addBundleListener(settling);
    context.addServiceListener(settling);
    try {
      return settling.await(limit);
    } finally {
      context.removeServiceListener(settling);
      context.removeBundleListener(settling);
    }
  }

  private synchronized boolean await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (long now = System.nanoTime(); now < deadline; now = System.nanoTime()) {
      long left = lastChange + QUIET.toNanos() - now;
      if (left <= 0) {
        return true;
      }
      wait(Math.max(1, Math.min(left, deadline - now) / 1_000_000));
    }
    return false;
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    changed();
  }

  @Override
  public void serviceChanged(ServiceEvent event) {
    changed();
  }

  private synchronized void changed() {
    lastChange = System.nanoTime();
  }
}
