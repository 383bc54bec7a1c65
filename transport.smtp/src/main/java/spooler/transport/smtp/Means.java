package spooler.transport.smtp;

import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.Pause;
import spooler.transport.smtp.auth.SignIn;
import spooler.transport.smtp.tls.Tls;
import spooler.transport.smtp.tls.TlsSettings;

/**
 * What all lanes of a transport share.
 *
 * @param signIn null where nobody signs in
 * @param relays whom to call
 * @param pace how fast messages may go
 * @param pause after credentials were refused
 * @param clock ends calls that take too long
 */
record Means(
    SmtpSettings settings,
    Tls tls,
    @Nullable SignIn signIn,
    Relays relays,
    Pace pace,
    Pause pause,
    ScheduledExecutorService clock) {
  /** What these settings ask for. */
  static Means of(SmtpSettings settings, Tls tls, ScheduledExecutorService clock, Ticker ticker) {
    Limits limits = settings.limits();
    return new Means(
        settings,
        tls,
        settings.signIn() == null ? null : new SignIn(settings.signIn()),
        new Relays(settings.relays(), settings.patience().failback(), ticker),
        new Pace(limits.messagesPerMinute(), limits.burst(), ticker),
        new Pause(),
        clock);
  }

  /** The same, without encryption. */
  Means inClear() {
    return new Means(settings, Tls.of(TlsSettings.NONE), signIn, relays, pace, pause, clock);
  }
}
