package spooler.transport.smtp.fetch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.TransportSupport;

/**
 * Whether new mail is watched for. What is called only when somebody asks for it, because every
 * connection costs something, is not.
 *
 * <p><b>Threads:</b> any; guarded by {@code this}, which is not held while anybody is told.
 */
public final class Listening {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private final Account account;
  private final TransportSupport support;
  private @Nullable Watch watch; // guarded by this

  /** Not yet. */
  public Listening(Account account, TransportSupport support) {
    this.account = account;
    this.support = support;
  }

  /** Begins or ends. */
  public synchronized void set(boolean begin) {
    if (watch != null) {
      watch.close();
      watch = null;
    }
    if (begin && account.watched()) {
      watch = Watch.begin(account, support, FIRST_PAUSE);
    }
  }

  /** Somebody says that refused credentials, or the server, have been put right. */
  public void validate() {
    if (account.pause().isOn()) {
      account.pause().end();
      support.spoolerNotify(new SpoolerNotification.NewMail());
    }
  }
}
