package spooler.core.transports;

import spooler.api.mapi.MapiException;
import spooler.api.transport.TransportProvider;

/**
 * Where a transport's provider comes from. Getting it may run a transport's own code, which may
 * take long, hang or fail: it is got on a lane's thread, under the deadline of the logon.
 *
 * <p><b>Threads:</b> {@link #get} comes from one lane after the other, {@link #release} from any
 * thread, also while {@code get} hangs.
 */
public interface ProviderSource {
  /**
   * The provider, the same every time.
   *
   * @throws MapiException saying why it did not come up
   */
  TransportProvider get() throws MapiException;

  /**
   * Nobody here uses it any more; what comes of a {@link #get} that is still under way is let go.
   */
  void release();

  /** One that is there already. */
  static ProviderSource of(TransportProvider provider) {
    return new ProviderSource() {
      @Override
      public TransportProvider get() {
        return provider;
      }

      @Override
      public void release() {
        // Whoever gave it keeps it.
      }
    };
  }
}
