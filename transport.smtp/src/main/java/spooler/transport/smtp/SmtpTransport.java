package spooler.transport.smtp;

import static java.util.stream.Collectors.joining;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import spooler.api.Address;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;
import spooler.transport.smtp.tls.Tls;

/**
 * Sends Internet mail to one relay.
 *
 * <p><b>Threads:</b> any. One of its own, a daemon, ends connections on which nothing moves; it
 * starts with the first connection and ends with {@link #close}.
 */
final class SmtpTransport implements TransportProvider, AutoCloseable {
  private final ScheduledThreadPoolExecutor clock;
  private final Means means;
  private final boolean repaired;

  /**
   * A transport with these settings for good.
   *
   * @param repaired whether it stands in the place of one that was paused: what waits may go at
   *     once
   */
  SmtpTransport(SmtpSettings settings, Tls tls, boolean repaired) {
    this.repaired = repaired;
    this.clock = new ScheduledThreadPoolExecutor(1, SmtpTransport::daemon);
    clock.setRemoveOnCancelPolicy(true);
    this.means = Means.of(settings, tls, clock, Ticker.SYSTEM);
  }

  /** Signs a lane on. Connects to nothing: that waits for the first message of a turn. */
  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) {
    Traits traits =
        Traits.sender(
                "SMTP", AddressTypes.of(Address.SMTP), means.settings().patience().retryAfter())
            .talkingTo("relay " + allRelays());
    if (repaired) {
      support.spoolerNotify(new SpoolerNotification.ReadyToSend());
    }
    return new MediumLogon(support, traits, new SmtpMedium(means, support));
  }

  private String allRelays() {
    return means.settings().relays().stream().map(Relay::toString).collect(joining(" or "));
  }

  /** Whether the relay has refused the credentials. */
  boolean isPaused() {
    return means.pause().isOn();
  }

  /** After the last logon was closed. */
  @Override
  public void close() {
    clock.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "spooler-smtp-clock");
    thread.setDaemon(true);
    return thread;
  }
}
