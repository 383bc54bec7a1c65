package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.TransportSupport;
import spooler.transport.smtp.auth.CredentialsException;

/**
 * Tells of new mail outside a flush: at once where an IMAP server has IDLE (RFC 2177), on a
 * connection of its own; elsewhere every now and then, whether there is any or not.
 *
 * <p><b>Threads:</b> one of its own, a daemon, until {@link #close}. <br>
 * <b>Failure:</b> a connection that is lost is made again, after a time that doubles as long as
 * that fails; while refused credentials pause the transport, nobody is called.
 */
final class Watch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  /** A server may end a connection on which nothing is asked for half an hour (RFC 2177). */
  private static final Duration RENEWAL = Duration.ofMinutes(28);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Account account;
  private final TransportSupport support;
  private final Duration firstPause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable ImapConnection connection;
  private Duration pause; // its own thread's

  private Watch(Account account, TransportSupport support, Duration firstPause) {
    this.account = account;
    this.support = support;
    this.firstPause = firstPause;
    this.pause = firstPause;
  }

  /**
   * Begins to watch.
   *
   * @param firstPause after the first connection that is lost
   */
  static Watch begin(Account account, TransportSupport support, Duration firstPause) {
    Watch watch = new Watch(account, support, firstPause);
    Thread thread = new Thread(watch::run, "spooler-fetch-watch");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private void run() {
    boolean byIdle = account.settings().source().scheme().isImap();
    while (byIdle && mayGoOn()) {
      byIdle = listenOnce();
    }
    Duration each = account.settings().poll();
    while (mayGoOn() && !each.isZero()) {
      if (!account.pause().isOn()) {
        support.spoolerNotify(new SpoolerNotification.NewMail());
      }
      await(each);
    }
  }

  /** One connection and the time after it; false where the server has no IDLE. */
  private boolean listenOnce() {
    if (account.pause().isOn()) {
      await(firstPause);
      return true;
    }
    long begun = System.nanoTime();
    try {
      if (!listen()) {
        return false;
      }
    } catch (CredentialsException refused) {
      account.pause().begin(named(refused), support);
    } catch (IOException lost) {
      boolean due = System.nanoTime() - begun >= RENEWAL.toNanos();
      if (!due && mayGoOn()) {
        LOG.log(
            Level.INFO, () -> named(lost) + "; watched again in %d s".formatted(pause.toSeconds()));
        await(pause);
        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    } finally {
      hangUp();
    }
    return true;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Listens until the connection is lost; false at once where the server has no IDLE. */
  private boolean listen() throws IOException {
    ImapConnection open = new ImapConnection(account, this::mayGoOn);
    connection = open; // from here on close() reaches it
    open.open();
    if (!open.offers("IDLE")) {
      open.leave();
      return false;
    }
    open.select(account.settings().source().path(), false);
    try {
      open.protocol().idleStart();
      pause = firstPause;
      open.patience(RENEWAL);
      tell(); // of what came before
      boolean goesOn = true;
      while (goesOn) {
        Response said = open.protocol().readIdleResponse();
        if (said instanceof IMAPResponse event && event.keyEquals("EXISTS")) {
          tell();
        }
        goesOn = open.protocol().processIdleResponse(said);
      }
    } catch (ProtocolException ended) {
      throw ImapConnection.plain("IDLE", ended);
    }
    throw new IOException("the server has ended IDLE");
  }

  private void tell() {
    support.spoolerNotify(new SpoolerNotification.NewMail());
  }

  private boolean mayGoOn() {
    return stopped.getCount() > 0;
  }

  private void await(Duration time) {
    try {
      if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.DEBUG, "{0} is no longer watched", account.settings().source());
      }
    } catch (InterruptedException stop) { // nobody but close() ends this thread
      stopped.countDown();
      Thread.currentThread().interrupt();
    }
  }

  private String named(IOException what) {
    return "mailbox %s: %s".formatted(account.settings().source(), what.getMessage());
  }

  private void hangUp() {
    ImapConnection open = connection;
    if (open != null) {
      open.close();
    }
  }

  /** Ends the connection, and the thread with it. */
  @Override
  public void close() {
    stopped.countDown();
    hangUp();
  }
}
