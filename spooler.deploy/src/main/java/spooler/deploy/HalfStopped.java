package spooler.deploy;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * What Equinox (3.24) makes of a bundle whose stop failed: it closes the bundle's context and keeps
 * it (EquinoxBundle.stopWorker0). Whoever asks the bundle for it after the next start, such as the
 * component runtime, gets the closed one, and nothing of the bundle comes up. Felix keeps none.
 */
final class HalfStopped {
  /** For people, with what to do. */
  static final String REASON =
      "its stop failed, and Equinox cannot start it again: uninstall and install it, or put another version back";

  private HalfStopped() {}

  /** Whether it is one. */
  static boolean is(Bundle bundle) {
    BundleContext kept = bundle.getBundleContext();
    if (kept == null) {
      return false;
    }
    try {
      kept.getServiceReference(HalfStopped.class.getName()); // any question does
      return false;
    } catch (IllegalStateException closed) {
      return true;
    }
  }
}
