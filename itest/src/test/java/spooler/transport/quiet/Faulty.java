package spooler.transport.quiet;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Activators of versions that are not as they should be; a version's manifest names one. */
public final class Faulty {
  /** Long enough for a test; the framework of a test that has ended need not wait for it. */
  private static final long FOREVER_SECONDS = 600;

  /** Longer than the two seconds that tests allow a start. */
  private static final long TOO_LONG_SECONDS = 5;

  private Faulty() {}

  /** Throws in start. */
  public static final class Start implements BundleActivator {
    @Override
    public void start(BundleContext context) {
      throw new IllegalStateException("the licence has run out");
    }

    @Override
    public void stop(BundleContext context) {
      // It never runs.
    }
  }

  /** Hangs in start, until it is interrupted. */
  public static final class HangingStart implements BundleActivator {
    @Override
    public void start(BundleContext context) throws InterruptedException {
      TimeUnit.SECONDS.sleep(FOREVER_SECONDS);
    }

    @Override
    public void stop(BundleContext context) {
      // It never runs.
    }
  }

  /** Does not end as it should. */
  public static final class Stop implements BundleActivator {
    @Override
    public void start(BundleContext context) {
      // Nothing wrong here.
    }

    @Override
    public void stop(BundleContext context) {
      throw new IllegalStateException("the printer is on fire");
    }
  }

  /** Takes longer to start than it may, whoever interrupts it. */
  public static final class SlowStart implements BundleActivator {
    @Override
    public void start(BundleContext context) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TOO_LONG_SECONDS);
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
        Thread.interrupted(); // else it would not park again
      }
    }

    @Override
    public void stop(BundleContext context) {
      // Nothing wrong here.
    }
  }

  /** Hangs in stop, until it is interrupted. */
  public static final class HangingStop implements BundleActivator {
    @Override
    public void start(BundleContext context) {
      // Nothing wrong here.
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
      TimeUnit.SECONDS.sleep(FOREVER_SECONDS);
    }
  }
}
