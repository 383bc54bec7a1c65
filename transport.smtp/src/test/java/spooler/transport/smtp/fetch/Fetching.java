package spooler.transport.smtp.fetch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import spooler.api.mapi.PropertyTag;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.UserInteraction;
import spooler.api.transport.Yield;
import spooler.transport.smtp.auth.OAuthSettings;
import spooler.transport.smtp.auth.SignInSettings;
import spooler.transport.smtp.tls.Tls;
import spooler.transport.smtp.tls.TlsSettings;

/** A lane that fetches, and the spooler as it sees it. */
final class Fetching implements TransportSupport, AutoCloseable {
  final List<SpoolerNotification> notices = new CopyOnWriteArrayList<>();
  final Account account;
  final FetchMedium medium;
  volatile String text = "";
  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);

  private Fetching(FetchSettings settings) {
    this.account = Account.of(settings, Tls.of(settings.tls()), true, clock);
    this.medium = new FetchMedium(account, this);
  }

  /** From there into that folder's journal, as bob. */
  static Fetching from(String source, Path folder) {
    return from(source, folder, false, 0);
  }

  static Fetching from(String source, Path folder, boolean keep, long maxMiB) {
    return from(source, folder, keep, maxMiB, Dovecot.PASSWORD);
  }

  static Fetching from(String source, Path folder, boolean keep, long maxMiB, String password) {
    return of(source, folder, keep, maxMiB, password, 0);
  }

  /** One that looks every second, where it must. */
  static Fetching polling(String source, Path folder) {
    return of(source, folder, false, 0, Dovecot.PASSWORD, 1);
  }

  private static Fetching of(
      String source, Path folder, boolean keep, long maxMiB, String password, long pollSeconds) {
    FetchSettings settings =
        FetchSettings.of(
            new FetchSettings.Text(
                source,
                "",
                TlsSettings.Text.EMPTY,
                new SignInSettings.Text(
                    SignInSettings.Keys.RELAY,
                    "bob",
                    password,
                    "",
                    "",
                    new OAuthSettings.Text("", "", "", "", "", "", "")),
                "bob@localhost",
                keep,
                maxMiB,
                folder,
                pollSeconds,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20)));
    return new Fetching(Objects.requireNonNull(settings, "settings"));
  }

  /** Waits until it has told so often. */
  void awaitNotices(int count) throws InterruptedException {
    synchronized (notices) {
      while (notices.size() < count) {
        notices.wait();
      }
    }
  }

  /** All there is, as a turn of a flush does it. */
  void into(Postbox box) throws Exception {
    medium.open();
    Postbox.Incoming next = box.next();
    medium.receive(next);
    while (next.isSaved()) {
      next = box.next();
      medium.receive(next);
    }
    medium.close();
  }

  @Override
  public void modifyStatusRow(StatusRowUpdate update) {
    if (update.columns().get(PropertyTag.STATUS_STRING) instanceof String words) {
      text = words;
    }
  }

  @Override
  public void spoolerNotify(SpoolerNotification what) {
    synchronized (notices) {
      notices.add(what);
      notices.notifyAll();
    }
  }

  @Override
  public Yield spoolerYield() {
    return Yield.CONTINUE;
  }

  @Override
  public UserInteraction user() {
    return (question, secret) -> Optional.empty();
  }

  @Override
  public ResourceLease acquire(String resource, Duration limit) throws ResourceBusyException {
    throw new ResourceBusyException("nobody asks for " + resource);
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public void close() {
    medium.listen(false);
    medium.close();
    clock.shutdownNow();
  }
}
