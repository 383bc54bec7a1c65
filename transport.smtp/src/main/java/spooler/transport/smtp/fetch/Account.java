package spooler.transport.smtp.fetch;

import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.Pause;
import spooler.transport.smtp.auth.SignIn;
import spooler.transport.smtp.tls.Tls;

/**
 * What all that fetches for one transport shares.
 *
 * @param signIn null where nobody signs in
 * @param watched whether new mail is to be told of as soon as it is there
 * @param pause after credentials were refused
 * @param clock ends calls that take too long
 */
public record Account(
    FetchSettings settings,
    Tls tls,
    @Nullable SignIn signIn,
    boolean watched,
    Pause pause,
    ScheduledExecutorService clock) {
  /** What these settings ask for. */
  public static Account of(
      FetchSettings settings, Tls tls, boolean watched, ScheduledExecutorService clock) {
    return new Account(
        settings,
        tls,
        settings.signIn() == null ? null : new SignIn(settings.signIn()),
        watched,
        new Pause(),
        clock);
  }

  /** Who fetches from where, in words that stay the same. */
  String name() {
    Source source = settings.source();
    String family = source.scheme().isImap() ? "imap" : "pop3";
    boolean usual = source.port() == source.scheme().port();
    String user = settings.signIn() == null ? "" : settings.signIn().username() + "@";
    return family
        + "="
        + user
        + source.host()
        + (usual ? "" : ":" + source.port())
        + (source.path().isEmpty() ? "" : "=" + source.path());
  }
}
