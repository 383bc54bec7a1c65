package spooler.transport.smtp;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.Reachable;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.transport.kit.Medium;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;
import spooler.transport.smtp.fetch.Account;
import spooler.transport.smtp.fetch.FetchMedium;
import spooler.transport.smtp.fetch.FetchSettings;
import spooler.transport.smtp.tls.TlsMode;

/**
 * Sends Internet mail to a relay, fetches it from a mailbox, or both.
 *
 * <p><b>Threads:</b> any. One of its own, a daemon, ends connections on which nothing moves; it
 * starts with the first connection and ends with {@link #close}.
 */
final class SmtpTransport implements TransportProvider, Reachable, AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private final ScheduledThreadPoolExecutor clock;
  private final Setup setup;
  private final @Nullable Means means;
  private final @Nullable Account account;
  private final boolean repaired;

  /**
   * A transport that is set up so for good.
   *
   * @param repaired whether it stands in the place of one that was paused: what waits may go at
   *     once
   */
  SmtpTransport(Setup setup, Encryption encryption, boolean repaired) {
    this.setup = setup;
    this.repaired = repaired;
    this.clock = new ScheduledThreadPoolExecutor(1, SmtpTransport::daemon);
    clock.setRemoveOnCancelPolicy(true);
    SmtpSettings sending = setup.sending();
    FetchSettings fetching = setup.fetching();
    this.means =
        sending == null || encryption.sending() == null
            ? null
            : Means.of(sending, encryption.sending(), clock, Ticker.SYSTEM);
    this.account =
        fetching == null || encryption.fetching() == null
            ? null
            : Account.of(fetching, encryption.fetching(), !setup.onDemand(), clock);
  }

  /** Signs a lane on. Connects to nothing: that waits for the first message of a turn. */
  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) {
    if (repaired) {
      support.spoolerNotify(new SpoolerNotification.ReadyToSend());
    }
    boolean fetches = account != null;
    Traits traits = Traits.sender("SMTP", types(), retryAfter()).talkingTo(peers());
    return new MediumLogon(
        support, fetches ? traits.receiving() : traits, medium(support, fetches));
  }

  /**
   * Connects to the relay, or to the first of several that answers, and to where mail is fetched
   * from; says good-bye at once.
   */
  @Override
  public String reach(Duration limit) throws IOException {
    List<String> answers = new ArrayList<>();
    SmtpSettings sending = setup.sending();
    if (sending != null) {
      TlsMode mode = sending.tls().mode();
      answers.add(
          Greeting.ofFirst(
              sending.relays().stream().map(relay -> Greeting.of(relay, mode)).toList(), limit));
    }
    FetchSettings fetching = setup.fetching();
    if (fetching != null) {
      answers.add(Greeting.ofFirst(List.of(Greeting.of(fetching.source())), limit));
    }
    return String.join("; ", answers);
  }

  private Medium medium(TransportSupport support, boolean fetches) {
    if (means == null) {
      return fetching(support);
    }
    SmtpMedium relay = new SmtpMedium(means, support);
    return fetches ? new AccountMedium(relay, fetching(support)) : relay;
  }

  private Medium fetching(TransportSupport support) {
    Account from = Objects.requireNonNull(account, "account");
    SmtpSettings asking = setup.asking();
    return asking == null
        ? new FetchMedium(from, support)
        : new AskMedium(Means.of(asking, from.tls(), clock, Ticker.SYSTEM), from, support);
  }

  private AddressTypes types() {
    return means == null ? AddressTypes.none() : AddressTypes.of(Address.SMTP);
  }

  private Duration retryAfter() {
    return means == null ? RETRY_AFTER : means.settings().patience().retryAfter();
  }

  private String peers() {
    SmtpSettings sending = setup.sending();
    FetchSettings fetching = setup.fetching();
    return sending == null
        ? fetching == null ? "" : fetching.source().toString()
        : "relay " + sending.relays().stream().map(Relay::toString).collect(joining(" or "));
  }

  /** Whether credentials were refused. */
  boolean isPaused() {
    return (means != null && means.pause().isOn()) || (account != null && account.pause().isOn());
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
