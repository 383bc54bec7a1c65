package spooler.transport.smtp.fetch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
    this.account = Account.of(settings, Tls.of(settings.tls()), clock);
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
    FetchSettings settings =
        FetchSettings.of(
            new FetchSettings.Text(
                source,
                "",
                TlsSettings.Text.EMPTY,
                new SignInSettings.Text(
                    "bob", password, "", "", new OAuthSettings.Text("", "", "", "", "", "", "")),
                "bob@localhost",
                keep,
                maxMiB,
                folder,
                0,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20)));
    if (settings == null) {
      throw new AssertionError("nothing to fetch");
    }
    return new Fetching(settings);
  }

  /** All there is, as a turn of a flush does it. */
  void into(Postbox box) throws Exception {
    medium.open();
    Postbox.Incoming next = box.next();
    medium.receive(next);
    while (next.saved) {
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
    notices.add(what);
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
    medium.close();
    clock.shutdownNow();
  }
}
