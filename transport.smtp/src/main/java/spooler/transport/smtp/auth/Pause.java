package spooler.transport.smtp.auth;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportSupport;

/**
 * Keeps all lanes of a transport from calling a server that has refused the credentials: no account
 * is locked for trying again and again, and no message is charged an attempt. Ends when somebody
 * validates the transport; a changed configuration is another transport.
 *
 * <p><b>Threads:</b> any; nothing is locked.
 */
public final class Pause {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  private final AtomicReference<@Nullable Begun> begun = new AtomicReference<>();

  /** Why, and who shows it. */
  private record Begun(String reason, TransportSupport lane) {}

  /** Begins, shows it in that lane's part of the row, and answers what to say of it. */
  public IOException begin(String why, TransportSupport lane) {
    String reason = "paused: " + why;
    if (begun.compareAndSet(null, new Begun(reason, lane))) {
      LOG.log(Level.WARNING, reason);
      lane.modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.FAILURE).text(reason));
    }
    return new IOException(reason);
  }

  /**
   * Passes while there is none.
   *
   * @throws IOException with the reason for it
   */
  public void check() throws IOException {
    Begun now = begun.get();
    if (now != null) {
      throw new IOException(now.reason());
    }
  }

  /** Whether there is one. */
  public boolean isOn() {
    return begun.get() != null;
  }

  /** Ends it: what waits may go at once. */
  public void end() {
    Begun was = begun.getAndSet(null);
    if (was != null) {
      was.lane()
          .modifyStatusRow(
              StatusRowUpdate.update()
                  .clear(StatusCode.FAILURE)
                  .text("validated: signs in again with the next message"));
      was.lane().spoolerNotify(new SpoolerNotification.ReadyToSend());
    }
  }
}
